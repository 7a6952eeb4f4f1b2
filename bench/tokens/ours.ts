import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { authorization } from '@ena/rooms/blocks/authorization';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { reportUsage, setup } from './report-usage.ts';

/* The hub with the two rooms that tokens need, as a program runs it: with its limits, its audit trail and its database. */

const { clientId, jwk, database } = await setup();
const folder = mkdtempSync(join(tmpdir(), 'ena-bench-tokens-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const suffix = `_bench_${process.pid}`;
const program = await startProgram({
  rooms: [trustFramework, authorization],
  folder,
  databaseUrl: database,
  host: '127.0.0.1',
  port,
  publicUrl: url,
  sandbox: true,
  configuration: {},
  clock: systemClock,
  log: createLogger({ program: 'bench', level: 'error' }),
  schemaName: (schema) => `${schema}${suffix}`,
});
if (!program.ok) throw new Error(program.error.sentences.join(' '));

const operator = readFileSync(join(folder, 'operator-token'), 'utf8');
const registered = await fetch(`${url}/authorization/v1/clients/${clientId}`, {
  method: 'PUT',
  headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    profile: 'ena',
    grants: ['client_credentials'],
    scopes: ['read'],
    resources: ['https://api.example'],
    jwks: { keys: [jwk] },
  }),
});
if (registered.status !== 201) throw new Error(await registered.text());
reportUsage();
process.send?.({
  url,
  tokenPath: '/authorization/token',
  audience: `${url}/authorization`,
  form: { scope: 'read', resource: 'https://api.example' },
});

/** Not that of testkit/hub.ts: whoever imports node:test runs under its promise hooks, which slow every await. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
