import { openRsaKeyFolder } from '@ena/kernel/crypto/rsa-key-folder.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { NamedParty } from '../domain/party.ts';
import { contractStrays } from '../http/contract/refuse.ts';
import { contractRoutes } from '../http/contract/routes.ts';
import type { ContractTools } from '../http/contract/tools.ts';
import { createMediator } from '../http/producers/mediator.ts';
import type { Lookup, MandateStore } from '../store/store.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { createContractCallers } from '../use-cases/contract-callers.ts';
import { createIdTokenKeys } from '../use-cases/id-token-keys.ts';
import { createIdTokens } from '../use-cases/id-tokens.ts';
import type { LookupLog } from '../use-cases/lookup-log.ts';
import type { Organisations } from '../use-cases/ports.ts';
import { openRelyingPartyKeys } from '../use-cases/relying-party-keys.ts';
import { openSampleTokens, type SampleTokens } from '../use-cases/sample-tokens.ts';
import { createSignedContexts } from '../use-cases/signed-contexts.ts';

export const karlskrona = '2120000829';
export const sundsvall = '2120002411';
/** Connected, but closed for the time being. */
export const closed = '2120001835';
/** The company register does not answer about it. */
export const silent = '5560000167';

export interface ContractHub {
  readonly hub: TestHub;
  readonly store: MandateStore;
  readonly clock: FixedClock;
  readonly tools: ContractTools;
  readonly samples: SampleTokens;
  /** What was noted of the answers, instead of being written a moment later. */
  readonly told: readonly Lookup[];
  /** A token of a client of that name, which is registered at the first use with all scopes of the contract. */
  tokenOf(clientId: string, scopes: readonly string[]): Promise<string>;
  ask(call: ContractCall): Promise<ContractAnswer>;
}

export interface ContractCall {
  /** Under the base of the version. */
  readonly path: string;
  readonly version?: 'v1' | 'v2';
  /** Sent as it is where it is text; without it the call is a GET. */
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ContractAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

/** The contract in front of the real store, keys and producers, on PGlite; the company register is this map. */
export async function startContractHub(
  representatives: ReadonlyMap<string, readonly NamedParty[]> = new Map(),
): Promise<ContractHub> {
  const clock = fixedClock();
  const { store } = await freshStore(openTestDatabase());
  const folder = temporaryFolder();
  const keys = openRelyingPartyKeys({
    folder: folder.path,
    clock,
    log: silentLogger,
    keyDays: 365,
    overlapHours: 24,
    keptDays: 30,
  });
  const told: Lookup[] = [];
  const callOut = createCallOut({ anyAddress: true });
  const producers = createMediator({
    store,
    persons: { protectedAmong: async () => new Set() },
    clock,
    keys,
    callOut,
    log: silentLogger,
    signed: createSignedContexts({ keys, clock }),
    lookups: notingIn(told),
    localRelyingParties: async () => [karlskrona, sundsvall, closed],
    remoteProducers: [],
  });
  const samples = await openSampleTokens(openRsaKeyFolder(folder.path, 'sample-user'), clock);
  const idTokens = createIdTokens({
    issuers: [samples.issuer],
    keys: createIdTokenKeys({ callOut, clock }),
    clock,
    sandbox: true,
  });
  const callers = createContractCallers({
    clients: [
      { clientId: 'samverkan', relyingParties: [sundsvall, closed, '9999999999'], active: true },
      { clientId: 'avstangd', relyingParties: [], active: false },
    ],
    inactiveRelyingParties: [closed],
    relyingParties: producers.relyingParties,
    organisations: organisationsOf(representatives),
  });
  const tools = { producers, callers, idTokens, clock, sampleTokens: samples };
  const routes = contractRoutes(tools);
  const mount = { room: 'blocks/mina-ombud', routes, strays: contractStrays(clock) };
  const hub = await startTestHub({ rooms: [], clock, mounts: [mount] });
  const secrets = new Map<string, Promise<string>>();
  const tokenOf: ContractHub['tokenOf'] = async (clientId, scopes) => {
    const secret = secrets.get(clientId) ?? register(hub, clientId);
    secrets.set(clientId, secret);
    return fetchToken(hub, clientId, await secret, scopes);
  };
  return { hub, store, clock, tools, samples, told, tokenOf, ask: (call) => ask(hub, call) };
}

function notingIn(told: Lookup[]): LookupLog {
  return {
    note: (rows) => {
      told.push(...rows);
      return 'noted';
    },
    stop: async () => 0,
  };
}

function organisationsOf(representatives: ReadonlyMap<string, readonly NamedParty[]>): Organisations {
  return {
    find: async () => ({ kind: 'unknown' }),
    signingRules: async (orgnr) => {
      if (orgnr === silent) return { kind: 'away' };
      const named = representatives.get(orgnr);
      if (named === undefined) return { kind: 'unknown' };
      const organisation = { kind: 'organisation', id: orgnr, name: 'TB Bokföringsbyrå AB' } as const;
      const rules = [{ need: 1, among: named.map(({ id }) => id) }];
      return { kind: 'found', rules: { organisation, representatives: named, rules } };
    },
  };
}

async function register({ url, operatorToken }: TestHub, id: string): Promise<string> {
  const made = await fetch(`${url}/admin/v1/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, organisation: karlskrona, scopes: ['user:self', 'user:other', 'user:any'] }),
  });
  if (made.status !== 201) throw new Error(`no client was made: ${await made.text()}`);
  return ((await made.json()) as { secret: string }).secret;
}

async function fetchToken(
  { url }: TestHub,
  id: string,
  secret: string,
  scopes: readonly string[],
): Promise<string> {
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }),
  });
  if (answer.status !== 200) throw new Error(`no token was issued: ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function ask({ url }: TestHub, call: ContractCall): Promise<ContractAnswer> {
  const { path, version = 'v2', body, token, headers } = call;
  const answer = await fetch(`${url}/dfm/formedlare/${version}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-service-name': 'bygglov-e-tjanst',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, json: await answer.json() };
}
