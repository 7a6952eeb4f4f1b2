import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { jwsAlgorithms } from '@ena/kernel/crypto/verification-key.ts';
import { hour } from '@ena/kernel/time.ts';
import { fetchOf, hostedPath, join, type Keys, payloadOf, resolveOf, v1 } from './joining.ts';
import { anchorId, newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

describe('federation endpoints', () => {
  let hub: RunningRoom;
  const bolagsverket = newLeaf('2021005489', 'Bolagsverket');
  const karlskrona = newLeaf('2120000829', 'Karlskrona kommun');

  before(async () => {
    hub = await runRoom();
    await join(hub, bolagsverket);
  });
  after(() => hub.stop());

  describe('the anchor', () => {
    it('publishes an entity configuration signed by the key that it lists', async () => {
      const answer = await hub.call('GET', '/.well-known/openid-federation');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'application/entity-statement+jwt');
      const claims = payloadOf(answer.text) as {
        jwks: { keys: Keys };
        iat: number;
        exp: number;
        metadata: object;
      };
      const keys = claims.jwks.keys;
      const verified = await verifyJwt(answer.text, {
        typ: 'entity-statement+jwt',
        keys,
        now: hub.clock.now(),
      });
      assert.ok(verified.ok);
      assert.equal(verified.value.payload.iss, anchorId);
      assert.equal(verified.value.payload.sub, anchorId);
      assert.equal(claims.exp - claims.iat, 96 * 3600);
      assert.deepEqual(claims.metadata, {
        federation_entity: {
          organization_name: 'Ena',
          federation_fetch_endpoint: `${hub.url}/federation/fetch`,
          federation_list_endpoint: `${hub.url}/federation/list`,
          federation_resolve_endpoint: `${hub.url}/federation/resolve`,
          federation_historical_keys_endpoint: `${hub.url}/federation/historical-keys`,
          federation_discovery_endpoint: `${hub.url}/federation/discovery`,
          federation_fetch_endpoint_auth_methods: ['none', 'private_key_jwt'],
          federation_list_endpoint_auth_methods: ['none', 'private_key_jwt'],
          federation_resolve_endpoint_auth_methods: ['none', 'private_key_jwt'],
          endpoint_auth_signing_alg_values_supported: [...jwsAlgorithms],
        },
      });
      assert.equal('authority_hints' in claims, false);
    });

    it('carries what another room announces, from the next answer on', async () => {
      const hubOfItsOwn = await runRoom();
      try {
        const before = payloadOf((await hubOfItsOwn.call('GET', '/.well-known/openid-federation')).text);
        assert.equal('ena_hub' in (before.metadata as object), false);
        hubOfItsOwn.offer.announceHubMetadata({ witness_vkey: 'w+00000000+AAAA' });
        const claims = payloadOf((await hubOfItsOwn.call('GET', '/.well-known/openid-federation')).text);
        assert.deepEqual((claims.metadata as { ena_hub: object }).ena_hub, {
          witness_vkey: 'w+00000000+AAAA',
        });
      } finally {
        await hubOfItsOwn.stop();
      }
    });
  });

  describe('resolve', () => {
    it('answers a chain that verifies link by link from the anchor', async () => {
      const answer = await hub.call('GET', resolveOf(bolagsverket.entityId));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'application/resolve-response+jwt');
      const { trust_chain: chain, exp } = payloadOf(answer.text) as { trust_chain: string[]; exp: number };
      const [leaf = '', subordinate = '', anchor = ''] = chain;
      const now = hub.clock.now();
      const anchorKeys = (payloadOf(anchor).jwks as { keys: Keys }).keys;
      const typ = 'entity-statement+jwt';
      assert.ok((await verifyJwt(anchor, { typ, keys: anchorKeys, now })).ok);
      assert.ok((await verifyJwt(answer.text, { typ: 'resolve-response+jwt', keys: anchorKeys, now })).ok);
      const vouched = await verifyJwt(subordinate, { typ, keys: anchorKeys, now });
      assert.ok(vouched.ok);
      assert.equal(vouched.value.payload.sub, bolagsverket.entityId);
      assert.equal(vouched.value.payload.ec_location, `${hub.url}/federation/entities/2021005489`);
      const leafKeys = (vouched.value.payload.jwks as { keys: Keys }).keys;
      assert.ok((await verifyJwt(leaf, { typ, keys: leafKeys, now })).ok);
      assert.equal(exp, Math.min(...chain.map((jwt) => payloadOf(jwt).exp as number)));
    });

    it("lets the anchor's word on name and number win over the organisation's own", async () => {
      const { metadata } = payloadOf((await hub.call('GET', resolveOf(bolagsverket.entityId))).text) as {
        metadata: {
          federation_entity: { organization_name: string };
          ena_connector: Record<string, unknown>;
        };
      };
      assert.equal(metadata.federation_entity.organization_name, 'Bolagsverket');
      assert.equal(metadata.ena_connector.orgnr, '2021005489');
      assert.equal(metadata.ena_connector.exchange_endpoint, 'https://127.0.0.1:8421');
    });

    it('takes one of several trust anchors, and refuses when none is its own', async () => {
      const both = `${resolveOf(bolagsverket.entityId, 'https://other.example')}&trust_anchor=${encodeURIComponent(anchorId)}`;
      assert.equal((await hub.call('GET', both)).status, 200);
      const other = await hub.call('GET', resolveOf(bolagsverket.entityId, 'https://other.example'));
      assert.equal(other.status, 404);
      assert.equal(other.json.error, 'invalid_trust_anchor');
    });

    it('answers only the entity types asked for', async () => {
      const one = await hub.call('GET', `${resolveOf(bolagsverket.entityId)}&entity_type=federation_entity`);
      assert.deepEqual(Object.keys(payloadOf(one.text).metadata as object), ['federation_entity']);
      const two = `${resolveOf(bolagsverket.entityId)}&entity_type=federation_entity&entity_type=ena_connector`;
      const types = Object.keys(payloadOf((await hub.call('GET', two)).text).metadata as object).sort();
      assert.deepEqual(types, ['ena_connector', 'federation_entity']);
    });

    it('answers 304 to whoever has it already', async () => {
      const first = await hub.call('GET', resolveOf(bolagsverket.entityId));
      const etag = first.headers.get('etag') ?? '';
      const again = await hub.call('GET', resolveOf(bolagsverket.entityId), {
        headers: { 'if-none-match': etag },
      });
      assert.equal(again.status, 304);
      assert.equal(again.text, '');
      const changed = await hub.call('GET', resolveOf(bolagsverket.entityId), {
        headers: { 'if-none-match': '"another"' },
      });
      assert.equal(changed.status, 200);
    });

    it('serves the same bytes until half the life of a statement is gone, then signs anew', async () => {
      const own = await runRoom();
      try {
        const leaf = newLeaf('2120000829');
        await join(own, leaf);
        const first = (await own.call('GET', fetchOf(leaf.entityId))).text;
        own.clock.advance(47 * hour);
        assert.equal((await own.call('GET', fetchOf(leaf.entityId))).text, first);
        own.clock.advance(2 * hour);
        const later = (await own.call('GET', fetchOf(leaf.entityId))).text;
        assert.notEqual(later, first);
        assert.ok((payloadOf(later).exp as number) * 1000 >= own.clock.now() + 72 * hour);
      } finally {
        await own.stop();
      }
    });

    it('says what is missing when the organisation has published nothing, or something that has expired', async () => {
      const own = await runRoom();
      try {
        const leaf = newLeaf('2120000829');
        await own.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
        const nothing = await own.call('GET', resolveOf(leaf.entityId));
        assert.equal(nothing.status, 400);
        assert.equal(nothing.json.error, 'invalid_trust_chain');
        assert.match(nothing.json.error_description, /not published/);
        await join(own, leaf);
        own.clock.advance(97 * hour);
        const expired = await own.call('GET', resolveOf(leaf.entityId));
        assert.equal(expired.status, 400);
        assert.match(expired.json.error_description, /expired/);
      } finally {
        await own.stop();
      }
    });
  });

  describe('fetch, list and hosting', () => {
    it('hosts the configuration byte for byte', async () => {
      const jwt = await karlskrona.configuration(hub.clock.now());
      await hub.call('POST', `${v1}/subordinates`, { json: karlskrona.registration, operator: true });
      await hub.call('PUT', `${v1}/entity-configurations`, { jwt });
      const hosted = await hub.call('GET', '/federation/entities/2120000829');
      assert.equal(hosted.text, jwt);
      assert.equal(hosted.headers.get('content-type'), 'application/entity-statement+jwt');
    });

    it('lists subordinates, filtered by entity type', async () => {
      assert.deepEqual((await hub.call('GET', '/federation/list')).json, [
        bolagsverket.entityId,
        karlskrona.entityId,
        `${anchorId}/trust-mark-issuer`,
        `${anchorId}/trust-mark-owner`,
      ]);
      assert.equal((await hub.call('GET', '/federation/list?entity_type=ena_connector')).json.length, 2);
      assert.deepEqual((await hub.call('GET', '/federation/list?entity_type=openid_provider')).json, []);
    });

    it('lists organisations with their services for everyone', async () => {
      const { json } = await hub.call('GET', `${v1}/organisations?limit=1`);
      assert.equal(json._meta.totalRecords, 2);
      assert.equal(json.items[0].name, 'Bolagsverket');
      assert.equal(json.items[0].services[0].title, 'Företag');
      assert.ok(json._links.next);
    });

    it('tells the entity id of a number, or that there is none', async () => {
      const { json } = await hub.call('GET', `${v1}/organisations/2021005489`);
      assert.equal(json.entityId, bolagsverket.entityId);
      assert.equal(json.services.length, 1);
      const stranger = await hub.call('GET', `${v1}/organisations/5560000167`);
      assert.equal(stranger.status, 404);
      assert.equal(stranger.json.type, 'urn:ena:problem:trust-framework:unknown-organisation');
    });

    const errors: readonly [string, string, number, string][] = [
      ['fetch without sub', '/federation/fetch', 400, 'invalid_request'],
      ['fetch of the anchor itself', fetchOf(anchorId), 400, 'invalid_request'],
      ['fetch of a stranger', fetchOf('https://stranger.example'), 404, 'invalid_subject'],
      ['fetch with two subs', '/federation/fetch?sub=https://a.se&sub=https://b.se', 400, 'invalid_request'],
      ['list by something unknown', '/federation/list?colour=blå', 400, 'unsupported_parameter'],
      ['list with a flag that is none', '/federation/list?intermediate=kanske', 400, 'invalid_request'],
      ['list by an empty type', '/federation/list?entity_type=', 400, 'invalid_request'],
      ['list by a type with NUL', '/federation/list?entity_type=%00', 400, 'invalid_request'],
      [
        'list by a flag given twice',
        '/federation/list?trust_marked=true&trust_marked=true',
        400,
        'invalid_request',
      ],
      ['fetch of an empty sub', '/federation/fetch?sub=', 400, 'invalid_request'],
      ['fetch of NUL', '/federation/fetch?sub=%00', 400, 'invalid_request'],
      [
        'fetch of a sub that is too long',
        `/federation/fetch?sub=${'x'.repeat(3000)}`,
        400,
        'invalid_request',
      ],
      ['fetch of another spelling', fetchOf('https://2021005489.sandbox.localhost/'), 404, 'invalid_subject'],
      ['resolve of NUL', resolveOf('\u0000'), 400, 'invalid_request'],
      ['resolve of what is no URL', resolveOf('abc'), 404, 'invalid_subject'],
      [
        'resolve of a data URL',
        resolveOf('data:application/entity-statement+jwt,a.b.c'),
        404,
        'invalid_subject',
      ],
      [
        'resolve under an anchor that is not known',
        resolveOf('https://2021005489.sandbox.localhost', 'https://other.example'),
        404,
        'invalid_trust_anchor',
      ],
      ['trust mark without sub', '/trust-mark-issuer/trust_mark?trust_mark_type=x', 400, 'invalid_request'],
      [
        'status of NUL',
        '/trust-mark-issuer/trust_mark_status?trust_mark_type=x&sub=%00',
        400,
        'invalid_request',
      ],
      ['discovery without anchor', '/federation/discovery', 400, 'invalid_request'],
      [
        'discovery under another anchor',
        '/federation/discovery?trust_anchor=https://other.example',
        404,
        'invalid_trust_anchor',
      ],
      ['a hosted entity that is none', hostedPath('2120000829', 'finns-inte'), 404, 'not_found'],
      ['resolve without sub', `/federation/resolve?trust_anchor=${anchorId}`, 400, 'invalid_request'],
      ['resolve without anchor', '/federation/resolve?sub=https://a.se', 400, 'invalid_request'],
      ['resolve of a stranger', resolveOf('https://stranger.example'), 404, 'invalid_subject'],
      ['hosting of a stranger', '/federation/entities/5560000000', 404, 'not_found'],
      ['hosting of no number', '/federation/entities/abc', 400, 'invalid_request'],
    ];
    for (const [what, path, status, error] of errors) {
      it(`answers ${what} with ${status} ${error} and a sentence`, async () => {
        const answer = await hub.call('GET', path);
        assert.equal(answer.status, status, answer.text);
        assert.equal(answer.json.error, error);
        assert.ok(answer.json.error_description.length > 10);
        assert.doesNotMatch(answer.json.error_description, /See errors/, 'there is no such member here');
      });
    }

    it('filter by a flag only where it is true', async () => {
      const all = (await hub.call('GET', '/federation/list')).json;
      for (const flag of ['trust_marked', 'intermediate']) {
        assert.deepEqual((await hub.call('GET', `/federation/list?${flag}=true`)).json, []);
        assert.deepEqual((await hub.call('GET', `/federation/list?${flag}=false`)).json, all);
      }
    });

    it('keep the status of what the specification has no code for', async () => {
      const ask = async (body: string, type: string, method = 'POST') =>
        (
          await fetch(`${hub.url}/trust-mark-issuer/trust_mark_status`, {
            method,
            headers: { 'content-type': type },
            body,
          })
        ).status;
      const form = 'application/x-www-form-urlencoded';
      assert.equal(await ask('trust_mark=a', 'text/plain'), 415);
      assert.equal(await ask(`trust_mark=${'a'.repeat(40_000)}`, form), 413);
      assert.equal(await ask('trust_mark=a', form, 'PUT'), 405);
    });

    it('answer a form that lacks what it must hold with 400 invalid_request', async () => {
      for (const body of ['', 'trust_mark=', 'trust_mark=a&trust_mark=b']) {
        const answer = await fetch(`${hub.url}/trust-mark-issuer/trust_mark_status`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        });
        assert.equal(answer.status, 400, body);
        assert.equal(((await answer.json()) as { error: string }).error, 'invalid_request');
      }
    });
  });
});
