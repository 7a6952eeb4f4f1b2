import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Database } from '@ena/kernel/store/database.ts';
import { testSchema } from '@ena/testkit/database.ts';
import { clientQueries } from '../client-queries.ts';
import type { AuthorizationTables } from '../tables.ts';
import { authorizationMigrations } from './all.ts';

/** Each step forward, with rows that the release before it has written and goes on writing; run on every engine. */
export function migrationSuite(opened: () => Promise<Database>): void {
  it('0003: clients of the release before need no DPoP proof, and it can still write', async () => {
    const database = await opened();
    const schema = testSchema('authorization');
    const { '0003-dpop-bound': _, ...before } = authorizationMigrations;
    assert.ok((await database.migrate(schema, before)).ok);
    const db = database.schema<AuthorizationTables>(schema);
    const row = (id: string) => ({
      id,
      organisation: null,
      profile: 'ena',
      keys: JSON.stringify({ kind: 'federation' }),
      grants: ['client_credentials'],
      scopes: ['läs'],
      resources: [],
      serves: [],
      detail_types: [],
      certificate_bound: true,
      active: true,
      revision: 1,
    });
    await db.insertInto('client').values(row('förut')).execute();
    const migrated = await database.migrate(schema, authorizationMigrations);
    assert.ok(migrated.ok, JSON.stringify(migrated));
    await db.insertInto('client').values(row('meanwhile')).execute();
    const store = clientQueries(db);
    for (const id of ['förut', 'meanwhile']) {
      const client = await store.findClient(id);
      assert.deepEqual([client?.dpopBound, client?.certificateBound, client?.scopes], [false, true, ['läs']]);
    }
    const client = (await store.findClient('förut')) ?? assert.fail();
    assert.equal(await store.saveClient({ ...client, dpopBound: true, revision: 2 }, 1), 'saved');
    assert.equal((await store.findClient('förut'))?.dpopBound, true);
  });
}
