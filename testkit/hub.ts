import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Mount, MountedRoute } from '@ena/kernel/http/mount.ts';
import type { AssuranceLevel, PersonToken, PersonTokenCheck } from '@ena/kernel/identity/person-token.ts';
import { type Logger, silentLogger } from '@ena/kernel/log/logger.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { ConfigurationFile } from '@ena/kernel/rooms/configuration.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import type { Database } from '@ena/kernel/store/database.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { fixedClock } from './clock.ts';
import { openTestDatabase, testSchema } from './database.ts';
import { temporaryFolder } from './folder.ts';

export interface TestHubOptions {
  readonly rooms: readonly Room[];
  /** Default the process's PGlite; schemas are the test's own either way. */
  readonly database?: Database;
  /** Default a clock standing at noon in winter. */
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly configuration?: ConfigurationFile;
  /** Default true. */
  readonly sandbox?: boolean;
  /** Default a free one; given where an address must be known before the start (`freePort`). */
  readonly port?: number;
  /** Persons that are known beside those of `personToken`, without the identity room. */
  readonly personTokens?: PersonTokenCheck;
  /** Routes beside those of the rooms. */
  readonly mounts?: readonly Mount[];
}

export interface TestHub {
  readonly url: string;
  readonly folder: string;
  readonly operatorToken: string;
  readonly routes: readonly MountedRoute[];
  /** Registers a client with the scopes and answers a token of it. */
  accessToken(scopes: readonly string[], organisation?: string): Promise<string>;
  /** A token that this hub takes for a person who logged in; without the identity room, and without a log-in. */
  personToken(scopes: readonly string[], person?: TestPerson): string;
  /** Stops it; tests need not, for it stops when the file ends. */
  stop(): Promise<void>;
}

export interface TestPerson {
  /** Default Skatteverket's test person 191212121212. */
  readonly personalNumber?: string;
  readonly name?: string;
  /** Default 3. */
  readonly loa?: AssuranceLevel;
  readonly clientId?: string;
}

const anyPerson = {
  personalNumber: '191212121212',
  name: 'Tolvan Tolvansson',
  loa: 3,
  clientId: 'test-portal',
} as const;

const stops: (() => Promise<void>)[] = [];
after(stopTestHubs);

/** Stops what is still running. Tests need not call it: it is called when their file ends. */
export async function stopTestHubs(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

/** Starts a hub with the rooms, as `apps/hub` does, on a free port of loopback; replies are held to their schemas. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const folder = temporaryFolder();
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const suffix = testSchema('');
  const persons = new Map<string, PersonToken>();
  const program = await startProgram({
    rooms: options.rooms,
    folder: folder.path,
    database: options.database ?? (await openTestDatabase()),
    host: '127.0.0.1',
    port,
    publicUrl: url,
    sandbox: options.sandbox ?? true,
    configuration: options.configuration ?? {},
    clock: options.clock ?? fixedClock(),
    log: options.log ?? silentLogger,
    ownMounts: () => options.mounts ?? [],
    schemaName: (schema) => `${schema}${suffix}`,
    checkReplies: true,
    personTokens: async (token) => persons.get(token) ?? (await options.personTokens?.(token)),
  });
  if (!program.ok) throw new Error(program.error.sentences.join(' '));
  let running = true;
  const stop = async () => {
    if (!running) return;
    running = false;
    await program.value.stop();
    folder.remove();
  };
  stops.push(stop);
  const operatorToken = readFileSync(join(folder.path, 'operator-token'), 'utf8');
  return {
    url,
    folder: folder.path,
    operatorToken,
    routes: program.value.server.routes,
    accessToken: (scopes, organisation) => accessToken(url, operatorToken, scopes, organisation),
    personToken: (scopes, person) => {
      const token = `test-person-${persons.size + 1}`;
      persons.set(token, { ...anyPerson, ...person, scopes });
      return token;
    },
    stop,
  };
}

let clients = 0;

async function accessToken(
  url: string,
  operatorToken: string,
  scopes: readonly string[],
  organisation = '2120000829',
): Promise<string> {
  clients += 1;
  const id = `test-client-${clients}`;
  const made = await fetch(`${url}/admin/v1/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, organisation, scopes }),
  });
  if (made.status !== 201) throw new Error(`no client was made: ${await made.text()}`);
  const { secret } = (await made.json()) as { secret: string };
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
  });
  if (answer.status !== 200) throw new Error(`no token was issued: ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
