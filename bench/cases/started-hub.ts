import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { indexing } from '@ena/rooms/blocks/indexing';
import { minaArenden } from '@ena/rooms/blocks/mina-arenden';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { openOwnDatabase } from '../own-database.ts';

const rooms = [company, person, trustFramework, identity, authorization, minaOmbud, indexing, minaArenden];

export interface StartedHub {
  readonly url: string;
  asOperator(method: string, path: string, body: object): Promise<Record<string, string>>;
  /** A client of that name with one scope; answers its secret. */
  client(id: string, scope: string): Promise<string>;
  stop(): Promise<void>;
}

/** A hub with all that Mina ärenden needs, on a database of the bench's own. */
export async function startHub(database: string | undefined): Promise<StartedHub> {
  const own = await openOwnDatabase(database);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    rooms,
    folder: join(own.folder, 'hub'),
    database: own.database,
    host: '127.0.0.1',
    port,
    publicUrl: url,
    sandbox: true,
    // The producer that hangs is asked every time, so that each question waits for it.
    configuration: { [minaArenden.id]: { sandboxCases: false, pauseAfterFailures: 1000 } },
    clock: systemClock,
    log: silentLogger,
  });
  if (!program.ok) throw new Error(program.error.sentences.join(' '));
  const operator = readFileSync(join(own.folder, 'hub', 'operator-token'), 'utf8');
  const asOperator: StartedHub['asOperator'] = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  return {
    url,
    asOperator,
    client: async (id, scope) => {
      const made = { id, organisation: '2021005448', scopes: [scope] };
      return (await asOperator('POST', '/admin/v1/clients', made)).secret ?? '';
    },
    stop: async () => {
      await program.value.stop();
      await own.remove();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
