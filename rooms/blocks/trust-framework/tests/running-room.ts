import type { PublishedEvent } from '@ena/kernel/events/event.ts';
import type { Room } from '@ena/kernel/room.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { type TrustFrameworkOffer, trustFrameworkId } from '#rooms/blocks/trust-framework';
import type { TrustFrameworkConfig } from '../config.ts';
import { trustFrameworkEvents } from '../events.ts';
import { trustFramework } from '../room.ts';

export interface RunningRoom extends TestHub {
  readonly clock: FixedClock;
  /** What the room has published. */
  readonly events: PublishedEvent[];
  readonly offer: TrustFrameworkOffer;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
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

/** The room in a hub of its own, with a neighbour that listens. */
export async function runRoom(
  config: Partial<TrustFrameworkConfig> = {},
  { sandbox = true }: { readonly sandbox?: boolean } = {},
): Promise<RunningRoom> {
  const clock = fixedClock();
  const heard = neighbour();
  const rooms = [trustFramework, heard.room];
  const hub = await startTestHub({ rooms, clock, configuration: { [trustFrameworkId]: config }, sandbox });
  const call = (method: string, path: string, options: CallOptions = {}) => send(hub, method, path, options);
  return { ...hub, clock, call, events: heard.events, offer: heard.offer() };
}

/** A room that needs this one: it receives its offer and its events. */
function neighbour() {
  const events: PublishedEvent[] = [];
  let offer: TrustFrameworkOffer | undefined;
  const room: Room = {
    id: 'blocks/neighbour',
    names: { sv: 'Granne', en: 'Neighbour' },
    contracts: [],
    needs: [trustFrameworkId],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      offer = context.room<TrustFrameworkOffer>(trustFrameworkId);
      for (const { name } of trustFrameworkEvents) {
        context.events.subscribe(name, (event) => void events.push(event));
      }
      return { routes: [] };
    },
  };
  return {
    room,
    events,
    offer: () => {
      if (offer === undefined) throw new Error('the neighbour has not been opened');
      return offer;
    },
  };
}

async function send(hub: TestHub, method: string, path: string, options: CallOptions): Promise<Answer> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.operator) headers.authorization = `Bearer ${hub.operatorToken}`;
  if (options.json !== undefined) headers['content-type'] ??= 'application/json';
  if (options.jwt !== undefined) headers['content-type'] ??= 'application/entity-statement+jwt';
  const body = options.jwt ?? (options.json === undefined ? null : JSON.stringify(options.json));
  const response = await fetch(`${hub.url}${path}`, { method, headers, body });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
