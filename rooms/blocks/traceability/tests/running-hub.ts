import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { PublishedEvent } from '@ena/kernel/events/event.ts';
import type { Room } from '@ena/kernel/room.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { traceabilityEvents } from '../events.ts';
import { traceability } from '../room.ts';

export interface RunningHub extends TestHub {
  readonly clock: FixedClock;
  /** What this room has published. */
  readonly events: PublishedEvent[];
  /** Registers an organisation whose configuration names this log. */
  join(orgnr: string, vkey: string): Promise<void>;
  revoke(orgnr: string): Promise<void>;
  addCheckpoint(body: string | Uint8Array, contentType?: string): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, operator: boolean): Promise<Reply>;
  /** What `/health` says is degraded. */
  reasons(): Promise<string>;
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
  const hub = await startTestHub({ rooms: [traceability, trustFramework, listener(events)], clock });
  const { url } = hub;
  const operator = { authorization: `Bearer ${hub.operatorToken}` };
  return {
    ...hub,
    clock,
    events,
    join: (orgnr, vkey) => join(url, operator, clock, orgnr, vkey),
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
    reasons: async () => JSON.parse((await ask(`${url}/health`, {})).text).reasons.join(' '),
  };
}

/** A room that hears what this one publishes. */
function listener(events: PublishedEvent[]): Room {
  return {
    id: 'blocks/listener',
    names: { sv: 'Lyssnare', en: 'Listener' },
    contracts: [],
    needs: [traceability.id],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      for (const { name } of traceabilityEvents) {
        context.events.subscribe(name, (event) => void events.push(event));
      }
      return { routes: [] };
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

async function join(
  url: string,
  operator: Record<string, string>,
  clock: FixedClock,
  orgnr: string,
  vkey: string,
): Promise<void> {
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
