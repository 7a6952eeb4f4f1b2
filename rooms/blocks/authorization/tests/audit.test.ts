import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { runServer } from './running-server.ts';

interface Catalogue {
  schemata: { schema_name: string };
}
interface Trail {
  entry: { id: number; room: string; operation: string; caller: string; status: number };
}

/** The rows that this room has left in the audit trail of the one hub that this file starts. */
async function auditRows(): Promise<readonly string[]> {
  const database = await openTestDatabase();
  const catalogue = database.schema<Catalogue>('information_schema');
  const { schema_name: schema } = await catalogue
    .selectFrom('schemata')
    .select('schema_name')
    .where('schema_name', 'like', 'ena_audit%')
    .executeTakeFirstOrThrow();
  const rows = await database
    .schema<Trail>(schema)
    .selectFrom('entry')
    .select(['operation', 'caller', 'status'])
    .where('room', '=', 'blocks/authorization')
    .orderBy('id')
    .execute();
  return rows.map(({ operation, caller, status }) => `${operation} ${caller} ${status}`);
}

test('every call of a client leaves a row that names the client and the error, and no secret', async () => {
  const server = await runServer();
  const key = await server.register('a');
  const good = server.proof('a', key);
  await server.token({ grant_type: 'client_credentials', ...good });
  await server.token({ grant_type: 'client_credentials', ...good });
  await server.token({ grant_type: 'client_credentials', scope: 'admin', ...server.proof('a', key) });
  await server.token({ grant_type: 'client_credentials', ...server.proof('191212121212', key) });
  await server.post('/authorization/introspect', { token: 'hemlig', ...server.proof('a', key) });
  await server.post('/authorization/revoke', { token: 'hemlig' });
  const plain = { grant_type: 'client_credentials', client_id: 'mina-ombud-sample', client_secret: 'hemlig' };
  await server.post('/auth/realms/dfm/protocol/openid-connect/token', plain);
  const rows = await auditRows();
  assert.deepEqual(rows, [
    'saveClient operator 201',
    'issueToken client:a 200',
    'issueToken invalid_client unproven:a 401',
    'issueToken invalid_scope client:a 400',
    'issueToken invalid_client anonymous 401',
    'introspectToken client:a 200',
    'revokeToken invalid_client anonymous 401',
    'issuePlainToken invalid_client unproven:mina-ombud-sample 401',
  ]);
  assert.equal(rows.join().includes('hemlig') || rows.join().includes('1912'), false);
});
