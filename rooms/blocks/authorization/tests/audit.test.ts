import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { withoutTable } from '../store/without-table.ts';
import { freshId, runServer } from './running-server.ts';

interface Catalogue {
  schemata: { schema_name: string };
}
interface Trail {
  entry: { id: number; room: string; operation: string; caller: string; status: number };
}

/** Schemas of the hubs of this file, each one's own, in the order in which they were made. */
async function schemas(stem: string): Promise<readonly string[]> {
  const database = await openTestDatabase();
  const rows = await database
    .schema<Catalogue>('information_schema')
    .selectFrom('schemata')
    .select('schema_name')
    .where('schema_name', 'like', `${stem}%`)
    .execute();
  const age = (name: string) => Number(name.split('_').at(-1));
  return rows.map(({ schema_name: name }) => name).sort((a, b) => age(a) - age(b));
}

/** The rows that this room has left in the audit trail of the hub that was started last. */
async function auditRows(): Promise<readonly string[]> {
  const database = await openTestDatabase();
  const rows = await database
    .schema<Trail>((await schemas('ena_audit')).at(-1) ?? '')
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
  await server.post('/auth/realms/dfm/protocol/openid-connect/token', plain, { authorization: 'Basic YTpi' });
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
    'issuePlainToken invalid_request anonymous 400',
  ]);
  assert.equal(rows.join().includes('hemlig') || rows.join().includes('1912'), false);
});

test('a call that we fail leaves a row too, which names the client as far as it is known', async () => {
  const server = await runServer();
  const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const key = await server.register('a', { grants: ['client_credentials', jwtBearer, 'refresh_token'] });
  const iat = Math.floor(server.clock.now() / 1000);
  const user = { iss: 'a', sub: '191212121212', aud: server.issuer, jti: freshId(), iat, exp: iat + 60 };
  const assertion = signJwtDirect('JWT', user, key);
  const credentials = { grant_type: 'client_credentials' };
  const { access_token: token } = (await server.token({ ...credentials, ...server.proof('a', key) })).json;
  const failures: [string, string, Record<string, string>][] = [
    ['used_id', 'token', credentials],
    ['refresh_token', 'token', { grant_type: jwtBearer, assertion }],
    ['revoked_token', 'introspect', { token }],
    ['refresh_token', 'revoke', { token: 'hemlig' }],
    ['client', 'token', credentials],
  ];
  const schema = (await schemas('authorization')).at(-1) ?? '';
  const db = (await openTestDatabase()).schema(schema);
  for (const [table, path, form] of failures) {
    await withoutTable(db, { schema, table }, async () => {
      if (table === 'client') server.clock.advance(6000);
      const answer = await server.post(`/authorization/${path}`, { ...form, ...server.proof('a', key) });
      assert.deepEqual([answer.status, answer.json.error], [500, 'server_error'], `${table} ${path}`);
      assert.equal(JSON.stringify(answer.json).includes(table), false);
    });
  }
  assert.deepEqual((await auditRows()).slice(2), [
    'issueToken server_error unproven:a 500',
    'issueToken server_error client:a 500',
    'introspectToken server_error client:a 500',
    'revokeToken server_error client:a 500',
    'issueToken server_error anonymous 500',
  ]);
});
