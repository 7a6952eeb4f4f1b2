import assert from 'node:assert/strict';
import { beforeEach, it } from 'node:test';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { hour, second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { Entity } from '../domain/entity.ts';
import type { PublicKey } from '../domain/public-key.ts';
import { revoked } from '../domain/registration.ts';
import { memberStore } from '../store/member-queries.ts';
import type { MemberStore } from '../store/member-store.ts';
import { entityMigration } from '../store/migrations/0001-entity.ts';
import { membersMigration } from '../store/migrations/0002-members.ts';
import { trustStore } from '../store/queries.ts';
import type { TrustStore } from '../store/store.ts';
import type { TrustFrameworkTables } from '../store/tables.ts';
import { newLeaf } from '../tests/leaf.ts';
import { createAnchor } from './anchor.ts';
import { createResolutionMemory } from './resolution-memory.ts';
import { resolveEntity } from './resolve-entity.ts';
import { createStatements } from './statements.ts';
import type { TrustMarkPort } from './trust-mark-port.ts';

const anchorId = 'https://hub.sandbox.localhost';
const leaf = newLeaf('2120000829', 'Östersunds kommun');
const { entityId } = leaf;
let entity: Entity;

const noTrustMarks: TrustMarkPort = {
  liveMarks: async () => [],
  markedEntities: async () => [],
  anchorClaims: () => ({ trust_mark_issuers: {}, trust_mark_owners: {} }),
  ownEntities: [],
};

async function hostedEntity(): Promise<Entity> {
  const now = fixedClock().now();
  return {
    organisationNumber: leaf.orgnr,
    entityId,
    organisationName: 'Östersunds kommun',
    federationKeys: [leaf.federationKey.publicJwk as unknown as PublicKey],
    state: 'active',
    hosted: {
      jwt: await leaf.configuration(now),
      signedWith: 'k',
      issuedAt: Math.floor(now / second),
      expiresAt: 9_999_999_999,
      metadata: { ena_connector: {} },
      log: { origin: 'a.example/log', vkey: 'v', url: 'https://a.example/log' },
      services: [],
    },
    notBefore: 0,
    revision: 1,
  };
}

let store: TrustStore;
let members: MemberStore;

beforeEach(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('trust_framework');
  await database.migrate(schema, { '0001-entity': entityMigration, '0002-members': membersMigration });
  members = memberStore(database.schema<TrustFrameworkTables>(schema));
  entity = await hostedEntity();
  store = trustStore(database.schema<TrustFrameworkTables>(schema));
  await store.save(entity, undefined);
});

/** A hub process over the common store; `folder` holds its keys. */
function process(folder: string) {
  const clock = fixedClock();
  const keys = openKeyRing(folder, 'anchor', 'ES256', clock);
  const named = { entityId: anchorId, organizationName: 'Ena', publicUrl: 'https://hub.example', keys };
  const anchor = createAnchor(named);
  const hosting = openKeyRing(folder, 'hosting', 'ES256', clock);
  const tools = {
    store,
    members,
    clock,
    anchor,
    statements: createStatements(anchor, hosting, clock, 96),
    memory: createResolutionMemory(() => Math.floor(clock.now() / second)),
    trustMarks: noTrustMarks,
    carried: async () => ({ marks: [], freshUntil: Number.POSITIVE_INFINITY }),
    remote: { knows: () => false, resolve: async () => ({ kind: 'unknown-subject' }) as const },
  };
  return {
    clock,
    keys,
    anchor,
    resolve: (entityTypes: readonly string[] = []) =>
      resolveEntity({ subject: entityId, trustAnchors: [anchorId], entityTypes }, tools),
    etag: async () => {
      const outcome = await resolveEntity(
        { subject: entityId, trustAnchors: [anchorId], entityTypes: [] },
        tools,
      );
      assert.ok(outcome.kind === 'resolved');
      return outcome.statement.etag;
    },
  };
}

it('answers the same bytes while nothing has changed, and others once something has', async () => {
  using folder = temporaryFolder();
  const hub = process(folder.path);
  const first = await hub.etag();
  assert.equal(await hub.etag(), first);
  await store.save({ ...entity, organisationName: 'Åre kommun', revision: 2 }, 1);
  const renamed = await hub.etag();
  assert.notEqual(renamed, first);
  hub.anchor.announceHubMetadata({ witness_vkey: 'v' });
  const announced = await hub.etag();
  assert.notEqual(announced, renamed);
  hub.keys.announce();
  const withNext = await hub.etag();
  assert.notEqual(withNext, announced);
  hub.clock.advance(49 * hour);
  assert.notEqual(await hub.etag(), withNext);
});

it('sees at once what another process has revoked', async () => {
  using folder = temporaryFolder();
  const one = process(folder.path);
  const other = process(folder.path);
  assert.equal((await one.resolve()).kind, 'resolved');
  assert.equal((await other.resolve()).kind, 'resolved');
  await store.save(revoked(entity, 1), 1);
  assert.deepEqual(await one.resolve(), { kind: 'unknown-subject' });
  assert.deepEqual(await other.resolve(), { kind: 'unknown-subject' });
});

it('answers a question about types that the entity lacks without keeping it', async () => {
  using folder = temporaryFolder();
  const hub = process(folder.path);
  const types = Array.from({ length: 5 }, (_, i) => `no-such-type-${i}`);
  const first = await hub.resolve(types);
  const second = await hub.resolve(types);
  assert.ok(first.kind === 'resolved' && second.kind === 'resolved');
  assert.notEqual(first.statement, second.statement);
  const known = await hub.resolve(['ena_connector']);
  assert.ok(known.kind === 'resolved');
  assert.deepEqual(await hub.resolve(['ena_connector', 'ena_connector']), known);
});
