import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { fetchOf, type Keys, payloadOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

describe('an entity configuration', () => {
  let own: RunningRoom;
  const leaf = newLeaf('2120000829', 'Karlskrona kommun');
  const put = (jwt: string) => own.call('PUT', `${v1}/entity-configurations`, { jwt });
  // biome-ignore lint/suspicious/noExplicitAny: tests break the claims in every way
  const changed = (change: (claims: any) => void) =>
    leaf.configuration(own.clock.now(), (claims) => {
      change(claims);
      return claims;
    });

  before(async () => {
    own = await runRoom();
    await own.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
  });
  after(() => own.stop());

  // biome-ignore lint/suspicious/noExplicitAny: tests break the claims in every way
  const broken: readonly [string, (claims: any) => void, number, RegExp][] = [
    [
      'iss and sub that differ',
      (c) => {
        c.iss = 'https://other.example';
      },
      422,
      /iss and sub/,
    ],
    [
      'hints at another anchor',
      (c) => {
        c.authority_hints = ['https://other.example'];
      },
      422,
      /authority_hints/,
    ],
    [
      'no hints',
      (c) => {
        delete c.authority_hints;
      },
      400,
      /authority_hints/,
    ],
    [
      'iat in the future',
      (c) => {
        c.iat += 120;
        c.exp += 120;
      },
      422,
      /iat/,
    ],
    [
      'an expiry that has passed',
      (c) => {
        c.iat -= 7200;
        c.exp = c.iat + 3600;
      },
      422,
      /exp/,
    ],
    [
      'an expiry too near',
      (c) => {
        c.exp = c.iat + 60;
      },
      422,
      /exp/,
    ],
    [
      'too long a life',
      (c) => {
        c.exp = c.iat + 169 * 3600;
      },
      422,
      /168 hours/,
    ],
    [
      'exp as text',
      (c) => {
        c.exp = '2030-01-01';
      },
      400,
      /exp/,
    ],
    [
      'crit',
      (c) => {
        c.crit = ['jti'];
      },
      422,
      /crit/,
    ],
    [
      'a metadata policy',
      (c) => {
        c.metadata_policy = {};
      },
      400,
      /metadata_policy/,
    ],
    [
      'no ena_connector',
      (c) => {
        delete c.metadata.ena_connector;
      },
      400,
      /metadata/,
    ],
    [
      'an exchange endpoint over http',
      (c) => {
        c.metadata.ena_connector.exchange_endpoint = 'http://a.se';
      },
      400,
      /exchange_endpoint/,
    ],
    [
      'no message key',
      (c) => {
        c.metadata.ena_connector.jwks.keys = [];
      },
      400,
      /jwks/,
    ],
    [
      'a private message key',
      (c) => {
        c.metadata.ena_connector.jwks.keys[0] = { ...c.metadata.ena_connector.jwks.keys[0], d: 'x' };
      },
      400,
      /jwks/,
    ],
    [
      'the federation key as message key',
      (c) => {
        c.metadata.ena_connector.jwks = c.jwks;
      },
      422,
      /different keys/,
    ],
    [
      'no pin',
      (c) => {
        c.metadata.ena_connector.tls_pins = [];
      },
      400,
      /tls_pins/,
    ],
    [
      'a pin of the wrong length',
      (c) => {
        c.metadata.ena_connector.tls_pins = ['abc'];
      },
      400,
      /tls_pins/,
    ],
    [
      'a service id with å',
      (c) => {
        c.metadata.ena_connector.services[0].id = 'åre';
      },
      400,
      /services/,
    ],
    [
      'one service id twice',
      (c) => {
        c.metadata.ena_connector.services.push(c.metadata.ena_connector.services[0]);
      },
      422,
      /foretag/,
    ],
    [
      "another organisation's number",
      (c) => {
        c.metadata.ena_connector.orgnr = '2021005489';
      },
      422,
      /orgnr/,
    ],
    [
      "another organisation's log",
      (c) => {
        c.metadata.ena_connector.log.origin = '2021005489.sandbox.localhost/log';
      },
      422,
      /origin/,
    ],
    [
      'a vkey that is no key',
      (c) => {
        c.metadata.ena_connector.log.vkey = `${c.metadata.ena_connector.log.origin}+00000000+AQID`;
      },
      422,
      /vkey/,
    ],
    [
      'keys without the one that signed',
      (c) => {
        c.jwks.keys = [generateEs256Key().publicJwk];
      },
      422,
      /jwks must list/,
    ],
  ];
  for (const [what, change, status, why] of broken) {
    it(`with ${what} is refused with ${status} and the reason`, async () => {
      const answer = await put(await changed(change));
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.json.detail, why);
    });
  }

  it('that is about a stranger is refused with 404', async () => {
    assert.equal((await put(await newLeaf('2021005489').configuration(own.clock.now()))).status, 404);
  });

  it('signed by a key that is not registered is refused with 403, also under a registered kid', async () => {
    const stranger = generateEs256Key();
    assert.equal((await put(await leaf.configuration(own.clock.now(), (c) => c, stranger))).status, 403);
    const liar = { ...stranger, kid: leaf.federationKey.kid };
    const answer = await put(await leaf.configuration(own.clock.now(), (c) => c, liar));
    assert.equal(answer.status, 403);
    assert.match(answer.json.detail, /bad-signature/);
  });

  it('with another typ, without signature, or not a JWT is refused with 400', async () => {
    assert.equal(
      (await put(await leaf.configuration(own.clock.now(), (c) => c, leaf.federationKey, 'JWT'))).status,
      400,
    );
    const [, payload] = (await leaf.configuration(own.clock.now())).split('.');
    const none = Buffer.from('{"alg":"none","typ":"entity-statement+jwt","kid":"x"}').toString('base64url');
    assert.equal((await put(`${none}.${payload}.`)).status, 400);
    assert.equal((await put('not a jwt')).status, 400);
  });

  it('as another media type is refused with 415, and above 64 KiB with 413', async () => {
    const json = await own.call('PUT', `${v1}/entity-configurations`, { json: {} });
    assert.equal(json.status, 415);
    assert.equal((await put('a'.repeat(64 * 1024 + 1))).status, 413);
  });

  it('is accepted, told to others, and accepted again without a second event', async () => {
    const jwt = await leaf.configuration(own.clock.now());
    assert.equal((await put(jwt)).status, 200);
    assert.equal((await put(jwt)).status, 200);
    const told = own.events.filter((event) => event.name === 'trust-framework.metadata.changed');
    assert.equal(told.length, 1);
  });

  it('that is older than the hosted one is refused with 409: no roll-back by replay', async () => {
    const old = await leaf.configuration(own.clock.now());
    own.clock.advance(5_000);
    assert.equal((await put(await leaf.configuration(own.clock.now()))).status, 200);
    const answer = await put(old);
    assert.equal(answer.status, 409);
    assert.equal(answer.json.type, 'urn:ena:problem:trust-framework:older-configuration');
  });

  it('can bring in a new federation key, which then signs alone and ends the old one', async () => {
    own.clock.advance(5_000);
    const next = generateEs256Key();
    const both = await changed((c) => {
      c.jwks.keys = [leaf.federationKey.publicJwk, next.publicJwk];
    });
    const answer = await put(both);
    assert.deepEqual(answer.json.federationKeys, [leaf.federationKey.kid, next.kid]);
    const statement = payloadOf((await own.call('GET', fetchOf(leaf.entityId))).text);
    assert.equal((statement.jwks as { keys: Keys }).keys.length, 2);
    own.clock.advance(5_000);
    const only = (c: { jwks: object }) => ({ ...c, jwks: { keys: [next.publicJwk] } });
    assert.equal((await put(await leaf.configuration(own.clock.now(), only, next))).status, 200);
    own.clock.advance(5_000);
    assert.equal((await put(await leaf.configuration(own.clock.now()))).status, 403);
    const told = own.events.filter((event) => event.name === 'trust-framework.federation-keys.changed');
    assert.deepEqual(
      told.map((event) => event.data),
      [
        { orgnr: leaf.orgnr, entityId: leaf.entityId, added: [next.kid], removed: [] },
        { orgnr: leaf.orgnr, entityId: leaf.entityId, added: [], removed: [leaf.federationKey.kid] },
      ],
    );
  });
});
