import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import { trustFrameworkId } from '#rooms/blocks/trust-framework';
import type { AuthorizationConfig } from '../config.ts';
import { authorizationId } from '../index.ts';
import { authorization } from '../room.ts';
import type { FederationEntity } from '../use-cases/federation.ts';

export const formType = 'application/x-www-form-urlencoded';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Pairs, where a field comes more than once. */
export type Form = Record<string, string> | string[][];

export interface RunningServer extends TestHub {
  readonly clock: FixedClock;
  readonly issuer: string;
  /** Members of the federation, by entity id; a test adds its own. */
  readonly members: Map<string, FederationEntity>;
  /** Registers or replaces a client; answers its key. */
  register(id: string, change?: object, key?: SigningKey): Promise<SigningKey>;
  token(form: Form, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, form: Form, headers?: Record<string, string>): Promise<Answer>;
  operator(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** The two fields by which a client proves itself. */
  proof(id: string, key: SigningKey, change?: AssertionChange): Record<string, string>;
}

export interface AssertionChange {
  readonly claims?: Record<string, unknown>;
  readonly typ?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface ServerSetup {
  readonly config?: Partial<AuthorizationConfig>;
  readonly sandbox?: boolean;
  readonly clock?: FixedClock;
}

let ids = 0;
/** A `jti` that no other call of this process has. */
export function freshId(): string {
  ids += 1;
  return `${process.pid}-${ids}-0123456789abcdef0123`;
}

/** The room in a hub with a federation of the test's making, and a neighbour whose API asks for the scope `läs`. */
export async function runServer({
  config = {},
  sandbox = true,
  clock = fixedClock(),
}: ServerSetup = {}): Promise<RunningServer> {
  const members = new Map<string, FederationEntity>();
  const rooms = [federationOf(members), authorization, readingRoom];
  const hub = await startTestHub({ rooms, clock, sandbox, configuration: { [authorizationId]: config } });
  const issuer = `${hub.url}/authorization`;
  const post: RunningServer['post'] = (path, form, headers = {}) =>
    send(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': formType, ...headers },
      body: new URLSearchParams(form).toString(),
    });
  const operator: RunningServer['operator'] = (method, path, body, headers = {}) =>
    send(`${hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${hub.operatorToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    ...hub,
    clock,
    issuer,
    members,
    post,
    operator,
    token: (form, headers) => post('/authorization/token', form, headers),
    register: async (id, change = {}, key = generateEs256Key()) => {
      const body = { ...registration, jwks: { keys: [key.publicJwk] }, ...change };
      const answer = await operator('PUT', `/authorization/v1/clients/${encodeURIComponent(id)}`, body);
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.json));
      return key;
    },
    proof: (id, key, change) => proof(issuer, clock, id, key, change),
  };
}

const registration = {
  organisation: '2120000829',
  profile: 'ena',
  grants: ['client_credentials'],
  scopes: ['läs', 'skriv'].map((scope) => scope.replace('ä', 'a')),
};

function proof(
  issuer: string,
  clock: Clock,
  id: string,
  key: SigningKey,
  { claims = {}, typ = 'JWT' }: AssertionChange = {},
): Record<string, string> {
  const iat = Math.floor(clock.now() / 1000);
  const all = { iss: id, sub: id, aud: issuer, jti: freshId(), iat, exp: iat + 60, ...claims };
  return { client_assertion_type: assertionType, client_assertion: signJwtDirect(typ, all, key) };
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
}

/** Stands where the trust framework stands, and resolves what the test has put in. */
function federationOf(members: Map<string, FederationEntity>): Room {
  return {
    ...emptyRoom,
    id: trustFrameworkId,
    open: async () => ({
      routes: [],
      offer: {
        resolveEntity: async (entityId: string) => members.get(entityId),
        hostedEntityId: (orgnr: string, name: string) => `https://anchor.example/hosted/${orgnr}/${name}`,
        publishMetadata: async (entityId: string, entityType: string, metadata: object) => {
          const before = members.get(entityId);
          const all = { ...before?.metadata, [entityType]: metadata };
          const base = { organisation: undefined, trustMarks: [], expires: Number.POSITIVE_INFINITY };
          members.set(entityId, { ...base, ...before, metadata: all as FederationEntity['metadata'] });
          return { kind: 'published', carriedBy: 'configuration' };
        },
      },
    }),
  };
}

const emptyRoom = {
  names: { sv: 'Granne', en: 'Neighbour' },
  contracts: [],
  needs: [],
  events: [],
  permissions: [],
  config: Type.Object({}),
  schema: undefined,
  migrations: {},
};

/** An API of the same installation, which answers who called it. */
const readingRoom: Room = {
  ...emptyRoom,
  id: 'blocks/reading',
  open: async () => ({
    routes: [
      {
        operation: 'read',
        method: 'GET',
        path: '/reading',
        auth: { kind: 'scope', scope: 'las' },
        limit: { bodyBytes: 0, perMinute: 6000 },
        audit: { record: 'always' },
        summary: 'Answers the caller',
        handler: async ({ caller }) => ({ status: 200, body: caller }),
      },
    ],
  }),
};
