import type { PublishedEvent } from '@ena/kernel/events/event.ts';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { apisOf } from '@ena/kernel/http/api.ts';
import { startServer } from '@ena/kernel/http/server.ts';
import { createAuthenticate } from '@ena/kernel/identity/authenticate.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import type { AuditEntry } from '@ena/kernel/trace/audit.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { Value } from 'typebox/value';
import type { TrustFrameworkOffer } from '#rooms/blocks/trust-framework';
import { type TrustFrameworkConfig, trustFrameworkConfig } from '../config.ts';
import { trustFramework } from '../room.ts';
import type { TrustFrameworkTables } from '../store/tables.ts';

export const operatorToken = 'operator-token-of-this-test';
export const publicUrl = 'http://hub.test';

export interface RunningRoom {
  readonly url: string;
  readonly clock: FixedClock;
  readonly events: PublishedEvent[];
  readonly audited: AuditEntry[];
  readonly offer: TrustFrameworkOffer;
  readonly keyFolder: string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly json?: unknown;
  readonly jwt?: string;
  readonly headers?: Record<string, string>;
  readonly operator?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

/** The room behind a real server and a real database. */
export async function runRoom(config: Partial<TrustFrameworkConfig> = {}): Promise<RunningRoom> {
  const database = await openTestDatabase();
  const schema = testSchema('trust_framework');
  const migrated = await database.migrate(schema, trustFramework.migrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const folder = temporaryFolder();
  const clock = fixedClock();
  const audited: AuditEntry[] = [];
  const audit = { record: async (entry: AuditEntry) => void audited.push(entry) };
  const bus = createInProcessBus(trustFramework.events, { clock, log: silentLogger });
  const events: PublishedEvent[] = [];
  for (const { name } of trustFramework.events) bus.subscribe(name, (event) => void events.push(event));
  const room = await trustFramework.open({
    db: database.schema<TrustFrameworkTables>(schema),
    clock,
    log: silentLogger,
    config: { ...Value.Create(trustFrameworkConfig), ...config },
    events: bus,
    audit,
    keyFolder: folder.path,
    publicUrl,
    sandbox: true,
    room: () => {
      throw new Error('needs no other room');
    },
  });
  const server = await startServer({
    mounts: [{ room: trustFramework.id, routes: room.routes, apis: apisOf(trustFramework, room.routes) }],
    host: '127.0.0.1',
    port: 0,
    clock,
    log: silentLogger,
    metrics: createMetrics(),
    audit,
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
    audited,
    offer: room.offer as TrustFrameworkOffer,
    keyFolder: folder.path,
    call: (method, path, options = {}) => call(url, method, path, options),
    close: async () => {
      await server.value.close();
      folder.remove();
    },
  };
}

async function call(url: string, method: string, path: string, options: CallOptions): Promise<Answer> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.operator) headers.authorization = `Bearer ${operatorToken}`;
  if (options.json !== undefined) headers['content-type'] ??= 'application/json';
  if (options.jwt !== undefined) headers['content-type'] ??= 'application/entity-statement+jwt';
  const body = options.jwt ?? (options.json === undefined ? null : JSON.stringify(options.json));
  const response = await fetch(`${url}${path}`, { method, headers, body });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
