import type { RoomContext } from '@ena/kernel/room.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { CompanyConfig } from '../config.ts';
import { scopes } from '../http/routes.ts';
import type { CompanyOffer } from '../offer.ts';
import { company } from '../room.ts';
import type { CompanyTables } from '../store/tables.ts';

type Db = RoomContext<CompanyConfig, CompanyTables>['db'];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface RunningRoom {
  readonly hub: TestHub;
  readonly offer: CompanyOffer;
  /** The room's own schema, for tests that break a source. */
  readonly db: Db;
  /** Calls an operation under the base path with a token that may read and ping. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** The room in a hub, as `apps/hub` runs it, with a client that has both scopes. */
export async function runRoom(): Promise<RunningRoom> {
  const opened: { offer?: CompanyOffer; db?: Db } = {};
  const watched: typeof company = {
    ...company,
    open: async (context) => {
      const room = await company.open(context);
      opened.db = context.db;
      opened.offer = room.offer as CompanyOffer;
      return room;
    },
  };
  const hub = await startTestHub({ rooms: [watched], clock: systemClock });
  const token = await hub.accessToken([scopes.read, scopes.ping]);
  if (opened.offer === undefined || opened.db === undefined) throw new Error('the room did not open');
  const call: RunningRoom['call'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${hub.url}/vardefulla-datamangder/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? '';
    const json = type.includes('json') ? JSON.parse(bytes.toString('utf8')) : undefined;
    return { status: answer.status, headers: answer.headers, bytes, json };
  };
  return { hub, offer: opened.offer, db: opened.db, call };
}
