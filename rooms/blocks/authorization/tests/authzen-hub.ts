import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { type OpenDecisions, openDecisions } from '../http/decisions/open-decisions.ts';
import { scopes } from '../http/decisions/rules.ts';
import { decisionsMigration } from '../store/migrations/0002-decisions.ts';
import type { MandateSource, TrustMarkSource } from '../use-cases/decide/sources.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface DecisionHub {
  readonly hub: TestHub;
  readonly decisions: OpenDecisions;
  /** With a token that may ask and administer. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  ask(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Adds a rule and answers its id. */
  add(collection: string, rule: unknown): Promise<string>;
}

export interface DecisionHubOptions {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly trustMarks?: TrustMarkSource;
  readonly mandates?: MandateSource;
}

/** The decisions alone in a hub, with everything before and behind them as it is in the room. */
export async function runDecisions(options: DecisionHubOptions = {}): Promise<DecisionHub> {
  let opened: OpenDecisions | undefined;
  const room: Room = {
    id: 'blocks/authorization',
    names: { sv: 'Auktorisation', en: 'Authorization' },
    contracts: [],
    needs: [],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: 'authorization',
    migrations: { '0002-decisions': decisionsMigration },
    open: async (context) => {
      opened = await openDecisions({
        ...context,
        ...options,
        clock: context.clock,
        log: options.log ?? context.log,
      });
      const { routes, stop, health } = opened;
      return { routes, stop, health };
    },
  };
  const { clock } = options;
  const hub = await startTestHub({ rooms: [room], ...(clock === undefined ? {} : { clock }) });
  if (opened === undefined) throw new Error('the room did not open');
  const token = await hub.accessToken(Object.values(scopes));
  const call = callerOf(hub.url, token);
  return {
    hub,
    decisions: opened,
    call,
    ask: (path, body, headers) => call('POST', `/access/v1/${path}`, body, headers),
    add: async (collection, rule) => {
      const made = await call('POST', `/access-policy/v1/${collection}`, rule);
      if (made.status !== 201) throw new Error(`${collection}: ${made.text}`);
      return made.json.id;
    },
  };
}

function callerOf(url: string, token: string): DecisionHub['call'] {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
}
