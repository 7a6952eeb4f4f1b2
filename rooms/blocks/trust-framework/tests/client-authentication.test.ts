import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { fetchOf, join, payloadOf, resolveOf } from './joining.ts';
import { anchorId, newLeaf } from './leaf.ts';
import { type OutsideWorld, outsideWorld, twoLevels } from './outside-world.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import { issued, issuerId, markPath, typeOf } from './trust-mark-subjects.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

describe('client authentication at the federation endpoints', () => {
  let hub: RunningRoom;
  let world: OutsideWorld;
  const client = newLeaf('2120000829', 'Karlskrona kommun');
  const one = { entityId: client.entityId, key: client.federationKey };
  let count = 0;

  before(async () => {
    hub = await runRoom();
    world = await outsideWorld(() => hub.clock.now());
    await join(hub, client);
    await issued(hub, client.entityId);
  });
  after(async () => {
    world.close();
    await hub.stop();
  });

  const seconds = () => Math.floor(hub.clock.now() / 1000);
  const assertion = (change: object = {}, by: { entityId: string; key: SigningKey } = one, typ = 'JWT') => {
    count += 1;
    const times = { iat: seconds(), exp: seconds() + 60 };
    const claims = { iss: by.entityId, sub: by.entityId, aud: anchorId, jti: `å-${count}`, ...times };
    return signJwt(typ, { ...claims, ...change }, by.key);
  };
  const post = async (
    path: string,
    fields: readonly (readonly [string, string])[],
    jwt?: string,
    more: readonly (readonly [string, string])[] = [],
  ) => {
    const credentials =
      jwt === undefined
        ? []
        : [
            ['client_assertion', jwt],
            ['client_assertion_type', assertionType],
          ];
    const body = new URLSearchParams([...fields, ...credentials, ...more] as [string, string][]);
    const answer = await fetch(`${hub.url}${path}`, { method: 'POST', body });
    return { status: answer.status, text: await answer.text() };
  };
  const aboutClient = [['sub', client.entityId]] as const;

  it('is announced', async () => {
    const own = payloadOf((await hub.call('GET', '/.well-known/openid-federation')).text);
    const { federation_entity: told } = own.metadata as Record<string, Record<string, string[]>>;
    for (const endpoint of ['fetch', 'list', 'resolve'])
      assert.deepEqual(told?.[`federation_${endpoint}_endpoint_auth_methods`], ['none', 'private_key_jwt']);
    assert.ok(told?.endpoint_auth_signing_alg_values_supported?.includes('ES256'));
  });

  it('gets from each endpoint what the same question by GET gets', async () => {
    const fetched = await post('/federation/fetch', aboutClient, await assertion());
    assert.equal(fetched.text, (await hub.call('GET', fetchOf(client.entityId))).text);
    const anchors = [
      ['trust_anchor', 'https://annan.example'],
      ['trust_anchor', anchorId],
      ['entity_type', 'ena_connector'],
    ] as const;
    const resolved = await post('/federation/resolve', [...aboutClient, ...anchors], await assertion());
    assert.equal(
      resolved.text,
      (await hub.call('GET', `${resolveOf(client.entityId)}&entity_type=ena_connector`)).text,
    );
    const listed = await post('/federation/list', [['trust_marked', 'true']], await assertion());
    assert.deepEqual(JSON.parse(listed.text), [client.entityId]);
    const asked = [['trust_mark_type', typeOf('federation-member-low')], ...aboutClient] as const;
    const mark = await post('/trust-mark-issuer/trust_mark', asked, await assertion({ aud: issuerId }));
    assert.equal(mark.text, (await hub.call('GET', markPath(client.entityId))).text);
    const marked = await post(
      '/trust-mark-issuer/trust_mark_listing',
      asked,
      await assertion({ aud: [issuerId] }),
    );
    assert.deepEqual(JSON.parse(marked.text), [client.entityId]);
  });

  it('knows an entity beneath an intermediate by the key that its superior vouches for', async () => {
    const { leaf } = await twoLevels(hub, world, 'klient');
    const answer = await post('/federation/fetch', aboutClient, await assertion({}, leaf));
    assert.equal(answer.status, 200, answer.text);
  });

  it('still answers in the form of the specification what is wrong with the question', async () => {
    const answer = await post('/federation/fetch', [['sub', 'https://okänd.example']], await assertion());
    assert.equal(answer.status, 404);
    assert.equal(JSON.parse(answer.text).error, 'invalid_subject');
  });

  const stranger = { entityId: 'https://stranger.sandbox.localhost', key: generateEs256Key() };
  const refused: readonly [string, () => Promise<string | undefined>, RegExp][] = [
    ['no assertion', async () => undefined, /Give client_assertion/],
    ['an assertion that is no JWT', async () => 'å.ä.ö', /no JWT/],
    ['another audience', () => assertion({ aud: `${hub.url}/federation/fetch` }), /aud/],
    ['the audience of the trust mark issuer', () => assertion({ aud: issuerId }), /aud/],
    ['two audiences', () => assertion({ aud: [anchorId, issuerId] }), /aud/],
    ['another subject', () => assertion({ sub: anchorId }), /iss and sub/],
    ['no jti', () => assertion({ jti: undefined }), /jti/],
    ['no end', () => assertion({ exp: undefined }), /exp/],
    ['a long life', () => assertion({ exp: seconds() + 3600 }), /ten minutes/],
    ['an assertion that has expired', () => assertion({ exp: seconds() - 61 }), /expired/],
    ['another kind of token', () => assertion({}, one, 'entity-statement+jwt'), /wrong-typ/],
    ["a stranger's key under the client's kid", () => forged(), /bad-signature/],
    ['a client that nobody vouches for', () => assertion({}, stranger), /trust chain/],
  ];
  const forged = () => assertion({}, { entityId: one.entityId, key: { ...stranger.key, kid: one.key.kid } });
  for (const [what, make, sentence] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await post('/federation/fetch', aboutClient, await make());
      assert.equal(answer.status, 401, answer.text);
      const { error, error_description } = JSON.parse(answer.text);
      assert.equal(error, 'invalid_client');
      assert.match(error_description, sentence);
    });
  }

  it('refuses an assertion that was used before, and a client_id of another', async () => {
    const jwt = await assertion();
    assert.equal((await post('/federation/fetch', aboutClient, jwt)).status, 200);
    const again = await post('/federation/fetch', aboutClient, jwt);
    assert.equal(again.status, 401);
    assert.match(again.text, /used before/);
    const other = await post('/federation/fetch', aboutClient, await assertion(), [
      ['client_id', stranger.entityId],
    ]);
    assert.equal(other.status, 401);
  });
});
