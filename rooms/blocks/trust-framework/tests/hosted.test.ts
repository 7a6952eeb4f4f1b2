import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { hostedPath, join, type Keys, payloadOf, resolveOf, v1 } from './joining.ts';
import { anchorId, newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

const metadata = {
  client_name: 'Bokning av tvättstuga åäö',
  scope: 'bokning',
  grant_types: ['client_credentials'],
};

describe('hosted entities', () => {
  let hub: RunningRoom;
  const kommun = newLeaf('2120000829', 'Karlskrona kommun');
  const entityId = `${anchorId}/hosted/2120000829/bokning`;
  const path = `${v1}/hosted-entities/2120000829/bokning/metadata/oauth_client`;

  before(async () => {
    hub = await runRoom();
    await join(hub, kommun);
  });
  after(() => hub.stop());

  it('come into being with their first metadata, signed by the hub and vouched for by the anchor', async () => {
    const put = await hub.call('PUT', path, { json: metadata, operator: true });
    assert.equal(put.status, 200, put.text);
    assert.deepEqual(put.json, {
      entityId,
      entityType: 'oauth_client',
      configuration: `${hub.url}${hostedPath('2120000829', 'bokning')}`,
    });
    const own = await hub.call('GET', hostedPath('2120000829', 'bokning'));
    assert.equal(own.headers.get('content-type'), 'application/entity-statement+jwt');
    const answer = await hub.call('GET', resolveOf(entityId));
    assert.equal(answer.status, 200, answer.text);
    const claims = payloadOf(answer.text) as { trust_chain: string[]; metadata: Record<string, unknown> };
    assert.equal(claims.trust_chain[0], own.text);
    const vouched = payloadOf(claims.trust_chain[1] ?? '');
    assert.equal(vouched.ec_location, `${hub.url}${hostedPath('2120000829', 'bokning')}`);
    const { keys } = vouched.jwks as { keys: Keys };
    assert.ok((await verifyJwt(own.text, { typ: 'entity-statement+jwt', keys, now: hub.clock.now() })).ok);
    assert.deepEqual(claims.metadata.oauth_client, metadata);
    assert.deepEqual(claims.metadata.federation_entity, { organization_name: 'Karlskrona kommun' });
  });

  it('are listed by their entity type, and discovered', async () => {
    assert.deepEqual((await hub.call('GET', '/federation/list?entity_type=oauth_client')).json, [entityId]);
    const found = await hub.call(
      'GET',
      `/federation/discovery?trust_anchor=${encodeURIComponent(anchorId)}&entity_type=oauth_client`,
    );
    assert.deepEqual(found.json, [entityId]);
    assert.deepEqual(
      (await hub.call('GET', '/federation/list?entity_type=oauth_client&entity_type=openid_provider')).json,
      [],
    );
    assert.deepEqual((await hub.call('GET', '/federation/list?trust_marked=true')).json, []);
  });

  it('are resolved for the other rooms, with the organisation that they belong to', async () => {
    const found = await hub.offer.resolveEntity(entityId);
    assert.equal(found?.organisation, '2120000829');
    assert.deepEqual(found?.metadata.oauth_client, metadata);
    assert.deepEqual(found?.trustMarks, []);
    assert.ok((found?.expires ?? 0) > hub.clock.now());
    assert.equal((await hub.offer.resolveEntity(kommun.entityId))?.organisation, '2120000829');
    assert.equal(await hub.offer.resolveEntity('https://främling.example'), undefined);
  });

  it('take and lose metadata through the offer; the last one ends them', async () => {
    const { offer } = hub;
    const id = offer.hostedEntityId('2120000829', 'arkiv');
    assert.deepEqual(await offer.publishMetadata(id, 'oauth_client', metadata), {
      kind: 'published',
      carriedBy: 'configuration',
    });
    assert.deepEqual(
      await offer.publishMetadata(id, 'oauth_resource', { resource: 'https://arkiv.example' }),
      { kind: 'published', carriedBy: 'configuration' },
    );
    assert.deepEqual(await offer.withdrawMetadata(id, 'oauth_client'), { kind: 'withdrawn' });
    assert.deepEqual(Object.keys((await offer.resolveEntity(id))?.metadata ?? {}).sort(), [
      'federation_entity',
      'oauth_resource',
    ]);
    assert.deepEqual(await offer.withdrawMetadata(id, 'oauth_client'), { kind: 'unknown-entity' });
    assert.deepEqual(await offer.withdrawMetadata(id, 'oauth_resource'), { kind: 'withdrawn' });
    assert.equal(await offer.resolveEntity(id), undefined);
    assert.deepEqual(await offer.publishMetadata(id, 'oauth_client', metadata), {
      kind: 'published',
      carriedBy: 'configuration',
    });
    assert.deepEqual(Object.keys((await offer.resolveEntity(id))?.metadata ?? {}).sort(), [
      'federation_entity',
      'oauth_client',
    ]);
  });

  it("put reviewed metadata of an organisation's own entity into the anchor's word about it", async () => {
    const { offer } = hub;
    const leaf = newLeaf('2021005489', 'Bolagsverket');
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    const jwt = await leaf.configuration(hub.clock.now(), (claims) => ({
      ...claims,
      metadata: { ...claims.metadata, oauth_client: {} },
    }));
    assert.equal((await hub.call('PUT', `${v1}/entity-configurations`, { jwt })).status, 200);
    assert.deepEqual(await offer.publishMetadata(leaf.entityId, 'oauth_client', metadata), {
      kind: 'published',
      carriedBy: 'superior',
    });
    assert.deepEqual((await offer.resolveEntity(leaf.entityId))?.metadata.oauth_client, metadata);
    assert.deepEqual(await offer.withdrawMetadata(leaf.entityId, 'oauth_client'), { kind: 'withdrawn' });
    assert.deepEqual((await offer.resolveEntity(leaf.entityId))?.metadata.oauth_client, {});
  });

  it('are refused for a stranger, with reserved types and with null', async () => {
    const { offer } = hub;
    const kind = async (id: string, type: string, given: object) =>
      (await offer.publishMetadata(id, type, given as never)).kind;
    assert.equal(await kind('https://främling.example', 'oauth_client', {}), 'unknown-entity');
    assert.equal(await kind(offer.hostedEntityId('5560000167', 'x'), 'oauth_client', {}), 'unknown-entity');
    assert.equal(await kind(`${entityId}/mer`, 'oauth_client', {}), 'unknown-entity');
    assert.equal(await kind(entityId, 'ena_connector', {}), 'bad-metadata');
    assert.equal(await kind(entityId, 'federation_entity', {}), 'bad-metadata');
    assert.equal(await kind(entityId, 'oauth_client', { scope: null }), 'bad-metadata');
    const put = await hub.call('PUT', path, { json: { scope: null }, operator: true });
    assert.equal(put.json.type, 'urn:ena:problem:trust-framework:bad-metadata');
    const nobody = `${v1}/hosted-entities/5560000167/x/metadata/oauth_client`;
    assert.equal((await hub.call('PUT', nobody, { json: {}, operator: true })).status, 404);
    assert.equal((await hub.call('DELETE', nobody, { operator: true })).status, 404);
  });

  it('go with their organisation', async () => {
    assert.equal(await hub.offer.organisationStatus('2120000829'), 'active');
    assert.equal((await hub.call('DELETE', `${v1}/subordinates/2120000829`, { operator: true })).status, 204);
    assert.equal(await hub.offer.organisationStatus('2120000829'), 'revoked');
    assert.equal(await hub.offer.organisationStatus('5560000167'), 'unknown');
    assert.equal(await hub.offer.resolveEntity(entityId), undefined);
    assert.equal((await hub.call('GET', hostedPath('2120000829', 'bokning'))).status, 404);
    const left = (await hub.call('GET', '/federation/list?entity_type=oauth_client')).json;
    assert.deepEqual(left, ['https://2021005489.sandbox.localhost']);
  });
});
