import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hour, minute } from '@ena/kernel/time.ts';
import { fetchOf, payloadOf, resolveOf, v1 } from './joining.ts';
import { client, type OutsideEntity, type OutsideWorld, outsideWorld, twoLevels } from './outside-world.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

describe('intermediates', () => {
  let hub: RunningRoom;
  let world: OutsideWorld;

  before(async () => {
    hub = await runRoom();
    world = await outsideWorld(() => hub.clock.now());
  });
  after(async () => {
    world.close();
    await hub.stop();
  });

  const resolve = (leaf: OutsideEntity) => hub.call('GET', resolveOf(leaf.entityId));

  it('resolves an entity beneath an intermediate, and says no more than the chain holds', async () => {
    const { leaf, region } = await twoLevels(hub, world, 'vg');
    const answer = await resolve(leaf);
    assert.equal(answer.status, 200, answer.text);
    const claims = payloadOf(answer.text) as {
      trust_chain: string[];
      exp: number;
      metadata: Record<string, object>;
    };
    assert.deepEqual(
      claims.trust_chain.map((jwt) => payloadOf(jwt).iss),
      [leaf.entityId, region.entityId, 'https://hub.sandbox.localhost', 'https://hub.sandbox.localhost'],
    );
    assert.deepEqual(claims.metadata.oauth_client, client);
    assert.equal(claims.exp, Math.min(...claims.trust_chain.map((jwt) => payloadOf(jwt).exp as number)));
  });

  it('is listed as an intermediate, and fetched with its location', async () => {
    const { region } = await twoLevels(hub, world, 'lista');
    const listed = (await hub.call('GET', '/federation/list?intermediate=true')).json as string[];
    assert.ok(listed.includes(region.entityId));
    assert.ok(listed.every((entityId) => entityId.endsWith('-region.sandbox.localhost')));
    const all = (await hub.call('GET', '/federation/list')).json as string[];
    assert.ok(all.length > listed.length);
    assert.deepEqual((await hub.call('GET', '/federation/list?intermediate=false')).json, all);
    const word = payloadOf((await hub.call('GET', fetchOf(region.entityId))).text);
    assert.equal(word.ec_location, region.location);
    assert.equal(
      (word.metadata as { federation_entity: { organization_name: string } }).federation_entity
        .organization_name,
      'Västra Götalandsregionen',
    );
  });

  it("asks nobody while the answer is fresh, and sees the anchor's revocation at once all the same", async () => {
    const { leaf, region } = await twoLevels(hub, world, 'minne');
    assert.equal((await resolve(leaf)).status, 200);
    const before = world.asked.length;
    assert.equal((await resolve(leaf)).status, 200);
    assert.equal(world.asked.length, before);
    const gone = await hub.call('DELETE', `${v1}/members?entityId=${encodeURIComponent(region.entityId)}`, {
      operator: true,
    });
    assert.equal(gone.status, 204);
    assert.notEqual((await resolve(leaf)).status, 200);
  });

  it('goes on with what it knows while the intermediate is away, marks it, and stops when it expires', async () => {
    const own = await runRoom();
    const outside = await outsideWorld(() => own.clock.now());
    const region = outside.entity('borta-region');
    const leaf = outside.entity('borta', [region.entityId]);
    await outside.publish(region);
    await outside.publish(leaf);
    await outside.vouch(region, leaf);
    const json = {
      entityId: region.entityId,
      name: 'Region Skåne',
      jwks: { keys: [region.key.publicJwk] },
      intermediate: true,
      ecLocation: region.location,
    };
    await own.call('POST', `${v1}/members`, { json, operator: true });
    const first = await own.call('GET', resolveOf(leaf.entityId));
    assert.equal(first.status, 200, first.text);
    assert.equal(first.headers.get('ena-last-known-good'), null);
    outside.silence();
    own.clock.advance(31 * minute);
    const kept = await own.call('GET', resolveOf(leaf.entityId));
    assert.equal(kept.status, 200, kept.text);
    assert.match(kept.headers.get('ena-last-known-good') ?? '', /^2026-11-22T/);
    const health = async () =>
      (await own.call('GET', '/health')).json as { status: string; reasons: string[] };
    assert.equal((await health()).status, 'degraded');
    assert.match(
      (await health()).reasons.join(),
      /not be fetched again since 2026-11-22T.* the last known ones: 1\./,
    );
    outside.wake();
    own.clock.advance(minute);
    const again = await own.call('GET', resolveOf(leaf.entityId));
    assert.equal(again.headers.get('ena-last-known-good'), null);
    assert.equal((await health()).status, 'ready');
    outside.silence();
    own.clock.advance(31 * minute);
    await own.call('GET', resolveOf(leaf.entityId));
    assert.equal((await health()).status, 'degraded');
    own.clock.advance(24 * hour);
    const late = await own.call('GET', resolveOf(leaf.entityId));
    assert.equal(late.status, 503, late.text);
    assert.equal(late.json.error, 'temporarily_unavailable');
    assert.equal((await health()).status, 'ready', 'nothing is answered from what was known');
    outside.close();
    await own.stop();
  });

  it('drops at once what the intermediate itself has taken back', async () => {
    const own = await runRoom();
    const outside = await outsideWorld(() => own.clock.now());
    const region = outside.entity('tagit-region');
    const leaf = outside.entity('tagit', [region.entityId]);
    await outside.publish(region);
    await outside.publish(leaf);
    await outside.vouch(region, leaf);
    const json = {
      entityId: region.entityId,
      name: 'Region Gotland',
      jwks: { keys: [region.key.publicJwk] },
      intermediate: true,
      ecLocation: region.location,
    };
    await own.call('POST', `${v1}/members`, { json, operator: true });
    assert.equal((await own.call('GET', resolveOf(leaf.entityId))).status, 200);
    outside.pages.delete(`${region.path}/fetch?sub=${encodeURIComponent(leaf.entityId)}`);
    own.clock.advance(31 * minute);
    assert.notEqual((await own.call('GET', resolveOf(leaf.entityId))).status, 200);
    outside.close();
    await own.stop();
  });

  it("applies the anchor's policy and the intermediate's together", async () => {
    const { leaf, region } = await twoLevels(hub, world, 'policy');
    await world.vouch(region, leaf, (claims) => ({
      ...claims,
      metadata: {
        oauth_client: { client_name: 'Bokning åäö' },
        openid_provider: { issuer: 'https://not.declared' },
      },
      metadata_policy: {
        oauth_client: {
          scope: { subset_of: ['openid', 'öppet'] },
          contacts: { default: ['it@region.example'] },
        },
      },
    }));
    const rules = {
      metadataPolicy: {
        oauth_client: {
          scope: { subset_of: ['openid', 'profile'] },
          grant_types: { add: ['refresh_token'] },
        },
      },
    };
    assert.equal((await hub.call('PUT', `${v1}/rules`, { json: rules, operator: true })).status, 200);
    const answer = await resolve(leaf);
    assert.equal(answer.status, 200, answer.text);
    const { metadata } = payloadOf(answer.text) as { metadata: Record<string, Record<string, unknown>> };
    assert.deepEqual(metadata.oauth_client, {
      redirect_uris: client.redirect_uris,
      scope: 'openid',
      grant_types: ['authorization_code', 'refresh_token'],
      client_name: 'Bokning åäö',
      contacts: ['it@region.example'],
    });
    assert.equal('openid_provider' in metadata, false);
    assert.equal((await hub.call('PUT', `${v1}/rules`, { json: {}, operator: true })).status, 200);
  });

  it('refuses a chain whose policies conflict, in a sentence', async () => {
    const { leaf, region } = await twoLevels(hub, world, 'konflikt');
    await world.vouch(region, leaf, (claims) => ({
      ...claims,
      metadata_policy: { oauth_client: { grant_types: { value: ['implicit'] } } },
    }));
    const rules = {
      metadataPolicy: { oauth_client: { grant_types: { subset_of: ['authorization_code'] } } },
    };
    assert.equal((await hub.call('PUT', `${v1}/rules`, { json: rules, operator: true })).status, 200);
    const answer = await resolve(leaf);
    assert.equal(answer.status, 400);
    assert.equal(answer.json.error, 'invalid_trust_chain');
    assert.match(answer.json.error_description, /value and subset_of/);
    assert.equal((await hub.call('PUT', `${v1}/rules`, { json: {}, operator: true })).status, 200);
  });

  const limits: readonly [string, object, RegExp | undefined][] = [
    ['max_path_length 0', { max_path_length: 0 }, /max_path_length/],
    ['max_path_length 1', { max_path_length: 1 }, undefined],
    ['an excluded name', { naming_constraints: { excluded: ['.sandbox.localhost'] } }, /naming_constraints/],
    ['a permitted name', { naming_constraints: { permitted: ['.sandbox.localhost'] } }, undefined],
    [
      'a registration policy',
      { registration_policy: [{ policy: ['https://ena.example/kontrollerad'] }] },
      /registered under/,
    ],
  ];
  for (const [index, [what, constraints, refused]] of limits.entries()) {
    it(`${refused ? 'refuses' : 'takes'} a chain under ${what}`, async () => {
      const { leaf } = await twoLevels(hub, world, `grans-${index}`, { constraints });
      const answer = await resolve(leaf);
      assert.equal(answer.status, refused ? 400 : 200, answer.text);
      if (refused) assert.match(answer.json.error_description, refused);
    });
  }

  it('takes away the entity types that are not allowed', async () => {
    const { leaf } = await twoLevels(hub, world, 'typer', {
      constraints: { allowed_entity_types: ['openid_provider'] },
    });
    const { metadata } = payloadOf((await resolve(leaf)).text) as { metadata: object };
    assert.deepEqual(Object.keys(metadata), ['federation_entity']);
  });

  it('refuses what cannot be registered', async () => {
    const region = world.entity('fel-region');
    const good = {
      entityId: region.entityId,
      name: 'Örebro',
      jwks: { keys: [region.key.publicJwk] },
      intermediate: true,
    };
    const wrongs: readonly [object, string][] = [
      [{ entityId: 'https://a.example/' }, 'bad-entity-id'],
      [{ entityId: 'https://hub.sandbox.localhost' }, 'entity-id-taken'],
      [{ entityId: 'https://hub.sandbox.localhost/hosted/2120000829/x' }, 'entity-id-taken'],
      [{ jwks: { keys: [{ kty: 'oct', k: 'AAAA', kid: 'a' }] } }, 'bad-keys'],
      [{ jwks: { keys: [region.key.publicJwk, region.key.publicJwk] } }, 'bad-keys'],
      [{ constraints: { max_path_length: -1 } }, 'bad-constraints'],
      [{ constraints: { naming_constraints: { permitted: ['å ä ö'] } } }, 'bad-constraints'],
    ];
    for (const [wrong, slug] of wrongs) {
      const answer = await hub.call('POST', `${v1}/members`, { json: { ...good, ...wrong }, operator: true });
      assert.equal(answer.json.type, `urn:ena:problem:trust-framework:${slug}`);
    }
    const policy = { metadataPolicy: { oauth_client: { scope: { one_of: ['a'], subset_of: ['a'] } } } };
    const refused = await hub.call('PUT', `${v1}/rules`, { json: policy, operator: true });
    assert.equal(refused.json.type, 'urn:ena:problem:trust-framework:bad-policy');
  });
});
