import type { Database } from '@ena/kernel/store/database.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { minaArenden } from '../room.ts';
import { neighbours, type Told } from './neighbours.ts';

export const tolvan = { identifierare: '191212121212', typ: 'Personnummer' } as const;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface RunningRoom {
  readonly hub: TestHub;
  readonly clock: FixedClock;
  /** The load key of Testkommunen, prefix TESTKOP. */
  readonly key: string;
  call(method: string, path: string, token: string, body?: unknown): Promise<Answer>;
  /** Loads as Testkommunen. */
  load(events: readonly object[]): Promise<Answer>;
  /** Asks Testkommunen. */
  ask(fraga: object, headers?: Record<string, string>): Promise<Answer>;
}

/** A hub with the room alone, and one producer registered; on the process's PGlite unless told. */
export async function startRoom(database?: Database, told: Told = {}): Promise<RunningRoom> {
  const clock = fixedClock();
  const hub = await startTestHub({
    rooms: [...neighbours(told), minaArenden],
    clock,
    configuration: { [minaArenden.id]: { sandboxCases: false } },
    ...(database !== undefined && { database }),
  });
  const asker = await hub.accessToken(['cases:ask']);
  const send = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(`${hub.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const json: Answer['json'] = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, json };
  };
  const call: RunningRoom['call'] = (method, path, token, body) =>
    send(method, path, { authorization: `Bearer ${token}` }, body);
  const made = await call('POST', '/cases/v1/producers', hub.operatorToken, {
    id: 'testkommunen',
    prefix: 'TESTKOP',
    name: 'Testköpings kommun',
    organisation: '2120000829',
  });
  const key = String(made.json.loadKey);
  return {
    hub,
    clock,
    key,
    call,
    load: (events) => call('POST', '/cases/v1/producers/testkommunen/events', key, events),
    ask: (fraga, headers = {}) =>
      send(
        'POST',
        '/mina-arenden/v1/producers/testkommunen/kundhandelseFragaSynkron',
        { authorization: `Bearer ${asker}`, skv_client_correlation_id: 'a-1', ...headers },
        { fraga, anvandare: '191212121212' },
      ),
  };
}

export function event(id: string, changes: object = {}): object {
  return {
    kundhandelseId: id,
    part: { kund: tolvan },
    rubrik: 'Ansökan om bygglov mottagen',
    beskrivning: 'Vi har tagit emot din ansökan.',
    tidpunkt: '2026-08-20T09:12:00+02:00',
    kundhandelseTyp: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
    producentarendetKraverKundatgard: false,
    producentarendetKlart: false,
    ...changes,
  };
}
