import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { PublishedEvent } from '@ena/kernel/events/event.ts';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { apisOf } from '@ena/kernel/http/api.ts';
import { startServer } from '@ena/kernel/http/server.ts';
import { createAuthenticate } from '@ena/kernel/identity/authenticate.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import type { OpenRoom, Room } from '@ena/kernel/room.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { Value } from 'typebox/value';
import { traceability } from '../room.ts';

export const operatorToken = 'operator-token-of-this-test';

export interface RunningHub {
  readonly url: string;
  readonly clock: FixedClock;
  readonly events: PublishedEvent[];
  /** Registers an organisation whose configuration names this log. */
  join(orgnr: string, vkey: string): Promise<void>;
  revoke(orgnr: string): Promise<void>;
  addCheckpoint(body: string | Uint8Array, contentType?: string): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, operator: boolean): Promise<Reply>;
  health(): string | undefined;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Both rooms of the hub behind a real server and a real database. */
export async function runHub(): Promise<RunningHub> {
  const clock = fixedClock();
  const events: PublishedEvent[] = [];
  const rooms: readonly Room[] = [trustFramework, traceability];
  const catalogue = rooms.flatMap((room) => room.events);
  const bus = createInProcessBus(catalogue, { clock, log: silentLogger });
  for (const { name } of catalogue) bus.subscribe(name, (event) => void events.push(event));
  const opened = new Map<string, OpenRoom>();
  const folders: { remove(): void }[] = [];
  for (const room of rooms) {
    const folder = temporaryFolder();
    folders.push(folder);
    opened.set(room.id, await openRoom(room, folder.path, { clock, events: bus, opened }));
  }
  const mounts = rooms.map((room) => {
    const routes = opened.get(room.id)?.routes ?? [];
    return { room: room.id, routes, apis: apisOf(room, routes) };
  });
  const server = await startServer({
    mounts,
    host: '127.0.0.1',
    port: 0,
    clock,
    log: silentLogger,
    metrics: createMetrics(),
    audit: { record: async () => {} },
    authenticate: createAuthenticate({ isOperator: (token) => token === operatorToken }),
    diagnose: () => [],
    checkReplies: true,
  });
  if (!server.ok) throw new Error(server.error);
  const { url } = server.value;
  return {
    url,
    clock,
    events,
    join: (orgnr, vkey) => join(url, clock, orgnr, vkey),
    revoke: async (orgnr) => {
      await fetch(`${url}/trust-framework/v1/subordinates/${orgnr}`, { method: 'DELETE', headers: operator });
    },
    addCheckpoint: (body, contentType = 'text/plain; charset=utf-8') =>
      ask(`${url}/witness/add-checkpoint`, {
        method: 'POST',
        body: new Uint8Array(Buffer.from(body)),
        headers: { 'content-type': contentType },
      }),
    get: (path) => ask(`${url}${path}`, {}),
    post: (path, isOperator) => ask(`${url}${path}`, { method: 'POST', headers: isOperator ? operator : {} }),
    health: () => opened.get(traceability.id)?.health?.(),
    close: async () => {
      await server.value.close();
      for (const folder of folders) folder.remove();
    },
  };
}

const operator = { authorization: `Bearer ${operatorToken}` };

interface Surroundings {
  readonly clock: FixedClock;
  readonly events: ReturnType<typeof createInProcessBus>;
  readonly opened: ReadonlyMap<string, OpenRoom>;
}

async function openRoom(
  room: Room,
  keyFolder: string,
  { clock, events, opened }: Surroundings,
): Promise<OpenRoom> {
  const database = await openTestDatabase();
  const schema = testSchema(room.schema);
  const migrated = await database.migrate(schema, room.migrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return room.open({
    db: database.schema(schema),
    clock,
    log: silentLogger,
    config: Value.Create(room.config),
    events,
    audit: { record: async () => {} },
    keyFolder,
    publicUrl: 'http://hub.test',
    sandbox: true,
    room: <Offer>(id: string) => opened.get(id)?.offer as Offer,
  });
}

async function ask(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

async function join(url: string, clock: FixedClock, orgnr: string, vkey: string): Promise<void> {
  const entityId = `https://${orgnr}.sandbox.localhost`;
  const federationKey = generateEs256Key();
  const jwks = { keys: [federationKey.publicJwk] };
  const registered = await ask(`${url}/trust-framework/v1/subordinates`, {
    method: 'POST',
    headers: { ...operator, 'content-type': 'application/json' },
    body: JSON.stringify({ entityId, orgnr, organisationName: 'Örebro kommun', jwks }),
  });
  if (registered.status > 201) throw new Error(registered.text);
  const iat = Math.floor(clock.now() / 1000);
  const claims = {
    iss: entityId,
    sub: entityId,
    iat,
    exp: iat + 96 * 3600,
    jwks,
    authority_hints: ['https://hub.sandbox.localhost'],
    metadata: { ena_connector: connectorMetadata(orgnr, vkey) },
  };
  const published = await ask(`${url}/trust-framework/v1/entity-configurations`, {
    method: 'PUT',
    headers: { 'content-type': 'application/entity-statement+jwt' },
    body: await signJwt('entity-statement+jwt', claims, federationKey),
  });
  if (published.status !== 200) throw new Error(published.text);
}

function connectorMetadata(orgnr: string, vkey: string): object {
  return {
    exchange_endpoint: 'https://127.0.0.1:8421',
    jwks: { keys: [generateEs256Key().publicJwk] },
    tls_pins: ['A'.repeat(43)],
    log: { origin: `${orgnr}.sandbox.localhost/log`, vkey, url: 'http://127.0.0.1:8420/log' },
    services: [],
  };
}
