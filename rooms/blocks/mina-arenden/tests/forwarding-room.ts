import type { Room } from '@ena/kernel/room.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { indexing } from '@ena/rooms/blocks/indexing';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { minaArenden } from '../room.ts';
import { type ForeignProducers, startForeignProducers } from './foreign-producers.ts';
import { standIn } from './neighbours.ts';
import type { Answer } from './running-room.ts';

/** Of the sandbox: holds mandates at Karlskrona kommun from `haulage` and from `riitta`. */
export const beri = '198602262381';
export const riitta = '198602052386';
/** Signs for `books`. */
export const maria = '196709132887';
export const books = '5561929323';
export const haulage = '5564362068';
export const karlskrona = '2120000829';
export const skatteverket = '2021005448';

export const personPart = (identifierare: string) => ({ kund: { identifierare, typ: 'Personnummer' } });
export const companyPart = (orgnr: string) => ({
  kund: { identifierare: `16${orgnr}`, typ: 'Organisationsnummer' },
});

export interface ForwardingRoom {
  readonly hub: TestHub;
  readonly clock: FixedClock;
  readonly foreign: ForeignProducers;
  /** What was published of producers that tell what they should not. */
  readonly doubts: readonly unknown[];
  call(method: string, path: string, token: string, body?: unknown): Promise<Answer>;
  /** Registers a producer and answers its load key. */
  register(id: string, prefix: string, organisation: string, more?: object): Promise<string>;
  load(producer: string, key: string, events: readonly object[]): Promise<void>;
  /** Asks the forwarding service as a system of Skatteverket does. */
  ask(anvandare: string, fraga: object, headers?: Record<string, string>): Promise<Answer>;
  /** How a foreign producer with that behaviour is reached. */
  reach(behaviour: string): object;
}

/** A producer elsewhere, `frammande`, while the work is done. */
export async function withForeign(
  { register, call, reach, hub }: ForwardingRoom,
  behaviour: string,
  work: () => Promise<void>,
  more: object = {},
): Promise<void> {
  await register('frammande', 'FRAMMAT', '5560360793', { reach: reach(behaviour), ...more });
  try {
    await work();
  } finally {
    await call('DELETE', '/cases/v1/producers/frammande', hub.operatorToken);
  }
}

/** A hub with all the real rooms in the sandbox unless told, and producers elsewhere. */
export async function startForwardingRoom(
  configuration: (foreign: ForeignProducers) => object = () => ({}),
  needed: readonly Room[] = [company, person, trustFramework, identity, authorization, minaOmbud, indexing],
): Promise<ForwardingRoom> {
  const clock = fixedClock();
  const foreign = await startForeignProducers(() => clock.now());
  const doubts: unknown[] = [];
  const hub = await startTestHub({
    rooms: [...needed, minaArenden, listener((doubt) => doubts.push(doubt))],
    clock,
    configuration: {
      [minaArenden.id]: { sandboxCases: false, ...configuration(foreign) },
      [indexing.id]: { explorationRate: 0 },
    },
  });
  const forwarder = await hub.accessToken(['cases:forward'], skatteverket);
  const send = async (method: string, path: string, token: string, body: unknown, headers = {}) => {
    const answer = await fetch(`${hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const json: Answer['json'] = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, json };
  };
  const call: ForwardingRoom['call'] = (method, path, token, body) => send(method, path, token, body);
  return {
    hub,
    clock,
    foreign,
    doubts,
    call,
    register: async (id, prefix, organisation, more = {}) => {
      const wanted = { id, prefix, name: `Producent ${id}`, organisation, ...more };
      const made = await call('POST', '/cases/v1/producers', hub.operatorToken, wanted);
      if (made.status !== 201) throw new Error(JSON.stringify(made.json));
      return String(made.json.loadKey);
    },
    load: async (producer, key, events) => {
      const loaded = await call('POST', `/cases/v1/producers/${producer}/events`, key, events);
      if (loaded.status !== 201) throw new Error(JSON.stringify(loaded.json));
    },
    ask: (anvandare, fraga, headers = {}) =>
      send(
        'POST',
        '/mina-arenden/v1/kundhandelseFragaSynkron',
        forwarder,
        { fraga, anvandare },
        { skv_client_correlation_id: 'kedja-1', ...headers },
      ),
    reach: (behaviour) => ({
      kind: 'https',
      url: `${foreign.url}/${behaviour}/`,
      tokenEndpoint: `${foreign.url}/token`,
      clientId: 'ena',
      clientSecret: 'hemlig:+%&=',
    }),
  };
}

function listener(hear: (doubt: unknown) => void): Room {
  return standIn('blocks/listener', {}, ({ events }) => {
    events.subscribe('mina-arenden.answer.doubted', ({ data }) => hear(data));
  });
}

export async function eventually(check: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`it did not happen: ${what}`);
}
