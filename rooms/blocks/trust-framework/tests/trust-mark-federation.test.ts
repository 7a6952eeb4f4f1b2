import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import { trustMarkTypes } from '../domain/trust-mark-type.ts';
import { verifyTrustMark } from '../use-cases/verify-trust-mark.ts';
import { fetchOf, join, type Keys, payloadOf, resolveOf, v1 } from './joining.ts';
import { anchorId, newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import { issued, issuerId, markPath, ownerId, postEvidence, step, typeOf } from './trust-mark-subjects.ts';

type Jwks = { readonly keys: Keys };
interface AnchorClaims {
  readonly jwks: Jwks;
  readonly trust_mark_issuers: Record<string, string[]>;
  readonly trust_mark_owners: Record<string, { sub: string; jwks: { keys: JwkMembers[] } }>;
}

describe('trust marks in the federation', () => {
  let hub: RunningRoom;
  const karlskrona = newLeaf('2120000829', 'Karlskrona kommun');
  const bolagsverket = newLeaf('2021005489', 'Bolagsverket');
  let id = '';
  const anchor = async () =>
    payloadOf((await hub.call('GET', '/.well-known/openid-federation')).text) as unknown as AnchorClaims;
  const resolved = async (entityId: string) => payloadOf((await hub.call('GET', resolveOf(entityId))).text);

  before(async () => {
    hub = await runRoom();
    await join(hub, karlskrona);
    await join(hub, bolagsverket);
    await resolved(karlskrona.entityId);
    id = await issued(hub, karlskrona.entityId);
  });
  after(() => hub.stop());

  it('the anchor says whose marks count, and whose they are', async () => {
    const claims = await anchor();
    const types = trustMarkTypes.map(({ slug }) => typeOf(slug));
    assert.deepEqual(Object.keys(claims.trust_mark_issuers), types);
    for (const type of types) {
      assert.deepEqual(claims.trust_mark_issuers[type], [issuerId]);
      assert.equal(claims.trust_mark_owners[type]?.sub, ownerId);
    }
  });

  it('issuer and owner are entities under the anchor, each with keys of its own', async () => {
    const { jwks } = await anchor();
    const kids = new Set(jwks.keys.map((key) => key.kid));
    for (const [entityId, path] of [
      [issuerId, '/trust-mark-issuer'],
      [ownerId, '/trust-mark-owner'],
    ] as const) {
      const statement = await hub.call('GET', fetchOf(entityId));
      assert.equal(statement.status, 200, statement.text);
      const typ = 'entity-statement+jwt';
      assert.ok((await verifyJwt(statement.text, { typ, keys: jwks.keys, now: hub.clock.now() })).ok);
      const vouched = payloadOf(statement.text);
      assert.equal(vouched.ec_location, `${hub.url}${path}/.well-known/openid-federation`);
      const own = await hub.call('GET', `${path}/.well-known/openid-federation`);
      const keys = (vouched.jwks as Jwks).keys;
      assert.ok((await verifyJwt(own.text, { typ, keys, now: hub.clock.now() })).ok);
      assert.deepEqual(payloadOf(own.text).authority_hints, [anchorId]);
      assert.equal(
        keys.some((key) => kids.has(key.kid)),
        false,
        'no key is the anchor’s',
      );
      for (const key of keys) kids.add(key.kid);
    }
  });

  it('the issuer resolves, with its three endpoints', async () => {
    const { metadata } = (await resolved(issuerId)) as { metadata: Record<string, Record<string, string>> };
    const own = metadata.federation_entity ?? {};
    assert.equal(own.federation_trust_mark_endpoint, `${hub.url}/trust-mark-issuer/trust_mark`);
    assert.equal(own.federation_trust_mark_status_endpoint, `${hub.url}/trust-mark-issuer/trust_mark_status`);
    assert.equal(own.federation_trust_mark_list_endpoint, `${hub.url}/trust-mark-issuer/trust_mark_listing`);
  });

  it('a mark verifies from the anchor alone', async () => {
    const jwt = (await hub.call('GET', markPath(karlskrona.entityId))).text;
    const { trust_mark_issuers, trust_mark_owners } = await anchor();
    const issuerKeys = async (entityId: string) =>
      (payloadOf((await hub.call('GET', fetchOf(entityId))).text).jwks as { keys: JwkMembers[] }).keys;
    const verdict = await verifyTrustMark(jwt, karlskrona.entityId, {
      anchor: anchorId,
      trustMarkIssuers: trust_mark_issuers,
      trustMarkOwners: trust_mark_owners,
      issuerKeys,
      now: hub.clock.now(),
    });
    assert.equal(verdict.kind, 'valid');
  });

  it('a resolve answer carries the marks in force, and lives no longer than they do', async () => {
    const claims = await resolved(karlskrona.entityId);
    const jwt = (await hub.call('GET', markPath(karlskrona.entityId))).text;
    assert.deepEqual(claims.trust_marks, [
      { trust_mark_type: typeOf('federation-member-low'), trust_mark: jwt },
    ]);
    assert.ok(Number(claims.exp) <= Number(payloadOf(jwt).exp));
    assert.equal('trust_marks' in (await resolved(bolagsverket.entityId)), false);
    const offered = await hub.offer.resolveEntity(karlskrona.entityId);
    assert.deepEqual(offered?.trustMarks, [{ type: typeOf('federation-member-low'), issuer: issuerId, jwt }]);
  });

  it('the list of subordinates can be asked for the marked ones', async () => {
    const list = async (query: string) => (await hub.call('GET', `/federation/list?${query}`)).json;
    assert.deepEqual(await list('trust_marked=true'), [karlskrona.entityId]);
    const type = (slug: string) => `trust_mark_type=${encodeURIComponent(typeOf(slug))}`;
    assert.deepEqual(await list(type('federation-member-low')), [karlskrona.entityId]);
    assert.deepEqual(await list(type('identity-high')), []);
  });

  it('an entity that the hub hosts carries its marks in its own configuration', async () => {
    const entityId = hub.offer.hostedEntityId(karlskrona.orgnr, 'bokning');
    const published = await hub.offer.publishMetadata(entityId, 'oauth_client', {
      client_name: 'Båtplatser',
    });
    assert.equal(published.kind, 'published');
    const hostedId = await issued(hub, entityId);
    const path = `/hosted/${karlskrona.orgnr}/bokning/.well-known/openid-federation`;
    const marks = async () => payloadOf((await hub.call('GET', path)).text).trust_marks;
    const jwt = (await hub.call('GET', markPath(entityId))).text;
    assert.deepEqual(await marks(), [{ trust_mark_type: typeOf('federation-member-low'), trust_mark: jwt }]);
    assert.deepEqual((await resolved(entityId)).trust_marks, await marks());
    await step(hub, hostedId, 'revoke', 'på prov');
    assert.equal(await marks(), undefined);
    assert.equal('trust_marks' in (await resolved(entityId)), false);
  });

  it('suspension and revocation are seen by the next resolve', async () => {
    await step(hub, id, 'suspend', 'på prov');
    assert.equal('trust_marks' in (await resolved(karlskrona.entityId)), false);
    await step(hub, id, 'resume');
    assert.equal('trust_marks' in (await resolved(karlskrona.entityId)), true);
    await step(hub, id, 'revoke', 'på riktigt');
    assert.equal('trust_marks' in (await resolved(karlskrona.entityId)), false);
    assert.deepEqual((await hub.call('GET', '/federation/list?trust_marked=true')).json, []);
  });

  it('a mark that ends by the clock is gone from the next resolve', async () => {
    const entityId = bolagsverket.entityId;
    const mark = await issued(hub, entityId, 'authorization-service-substantial');
    const soon = new Date(hub.clock.now() + 3_600_000).toISOString();
    const evidence = await hub.call(
      'GET',
      `${v1}/trust-mark-evidence?entityId=${encodeURIComponent(entityId)}`,
      {
        operator: true,
      },
    );
    const f5 = evidence.json.items.find((one: { requirement: string }) => one.requirement === 'F.5');
    await hub.call('DELETE', `${v1}/trust-mark-evidence/${f5.id}`, { operator: true });
    await postEvidence(hub, entityId, 'F.5', 'S', { reference: 'kort', validUntil: soon });
    assert.equal((await step(hub, mark, 'renew')).json.expiresAt, soon);
    const claims = await resolved(entityId);
    assert.equal(claims.exp, Date.parse(soon) / 1000);
    hub.clock.advance(3_600_000);
    assert.equal('trust_marks' in (await resolved(entityId)), false);
  });
});
