import assert from 'node:assert/strict';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { Database } from '@ena/kernel/store/database.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { NamedParty } from '../domain/party.ts';
import { grantingEvents } from '../granting-events.ts';
import { proposalRoutes } from '../http/own/proposals-routes.ts';
import { templateRoutes } from '../http/own/templates-routes.ts';
import type { Tools } from '../http/own/tools.ts';
import { mandateMigrations } from '../store/migrations/all.ts';
import { mandateStore } from '../store/queries.ts';
import type { MandateStore } from '../store/store.ts';
import type { MandateTables } from '../store/tables.ts';
import { type NamingAllowance, namingAllowance } from '../use-cases/naming-allowance.ts';
import type { Organisations, Persons, Signatures, SigningRules } from '../use-cases/ports.ts';

function person(id: string, givenName: string, name: string): NamedParty {
  return { kind: 'person', id, name, givenName };
}

/** Official test numbers under names that belong to nobody. */
export const people = {
  åsa: person('199912302396', 'Åsa', 'Provström'),
  pär: person('199906042396', 'Pär', 'Provström'),
  märta: person('197811062384', 'Märta', 'Exempelsson'),
  örjan: person('198301062397', 'Örjan', 'Exempelsson'),
  erik: person('198309112392', 'Erik', 'Testberg'),
  maria: person('196709132887', 'Anette Maria', 'Johansson'),
  stranger: person('200412112385', 'Amina', 'Öbergtest'),
  handler: person('199706152387', 'Kerstin', 'Exempelsson'),
} as const;

/** How case handlers of tests came to be so. */
export const namedAtStart = {
  id: '0f0e8a52-5a3f-4b37-9a0e-0d6f0f6c1a99',
  actor: { kind: 'operator' },
  at: 0,
  reason: '',
} as const;

export const karlskrona = '2120000829';
export const byrå = '5561929323';
export const åkeri = '5564362068';

/** A company register whose rules a test may change. */
export class TestRegister implements Organisations {
  away = false;
  readonly names = new Map([
    [karlskrona, 'Karlskrona kommun'],
    [byrå, 'TB Bokföringsbyrå AB'],
    [åkeri, 'TB Åkeri och Östgods AB'],
  ]);
  readonly #rules = new Map<string, SigningRules>();

  constructor() {
    this.sign(byrå, [people.maria], [{ need: 1, among: [people.maria.id] }]);
    const { märta, örjan, erik } = people;
    const three = [märta, örjan, erik];
    this.sign(åkeri, three, [{ need: 2, among: three.map(({ id }) => id) }]);
  }

  sign(orgnr: string, representatives: readonly NamedParty[], rules: SigningRules['rules']): void {
    const organisation = { kind: 'organisation', id: orgnr, name: this.names.get(orgnr) ?? orgnr } as const;
    this.#rules.set(orgnr, { organisation, representatives, rules });
  }

  async find(orgnr: string): ReturnType<Organisations['find']> {
    const name = this.names.get(orgnr);
    if (this.away) return { kind: 'away' };
    return name === undefined
      ? { kind: 'unknown' }
      : { kind: 'found', organisation: { kind: 'organisation', id: orgnr, name } };
  }

  async signingRules(orgnr: string): ReturnType<Organisations['signingRules']> {
    const rules = this.#rules.get(orgnr);
    if (this.away) return { kind: 'away' };
    return rules === undefined ? { kind: 'unknown' } : { kind: 'found', rules };
  }
}

function population(protectedOnes: ReadonlySet<string>): Persons {
  return {
    find: async ({ kind, id }) => Object.values(people).find((one) => one.id === id && one.kind === kind),
    relations: async () => [],
    protectedAmong: async (ids) => new Set(ids.filter((id) => protectedOnes.has(id))),
  };
}

/** What an e-signature looks like to the tests: who, over which text, identified at which level. */
export function signatureOf(signer: NamedParty, text: string, loa = 3): string {
  const statement = {
    personalNumber: signer.id,
    name: signer.name,
    loa,
    sha256: sha256Hex(text),
    signedAt: 1_795_345_140_000,
  };
  return Buffer.from(JSON.stringify(statement)).toString('base64');
}

/** Believes every signer, but judges the text as the identity room does. */
const signatures: Signatures = {
  verifySignature: async ({ userSignature, tbsData }) => {
    const { sha256, ...signer } = JSON.parse(Buffer.from(userSignature, 'base64').toString('utf8'));
    return sha256 === sha256Hex(tbsData)
      ? { kind: 'valid', ...signer }
      : { kind: 'invalid', reason: 'other-data' };
  },
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface CallOptions {
  readonly json?: unknown;
  /** JSON as it is to be sent, instead of `json`. */
  readonly body?: string;
  /** The revision for `If-Match`. */
  readonly revision?: number;
  readonly headers?: Record<string, string>;
  readonly scope?: string;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

export interface GrantingRoom extends TestHub {
  readonly clock: FixedClock;
  readonly register: TestRegister;
  readonly store: MandateStore;
  /** What the room has told of, oldest first. */
  readonly told: readonly { readonly name: string; readonly data: unknown }[];
  as(person: NamedParty, ...call: Parameters<Call>): Promise<Answer>;
  /** The case handler of Karlskrona. */
  handler: Call;
  operator: Call;
  /** Personal numbers of those whose identity is protected. */
  readonly protectedOnes: Set<string>;
  /** Has had so many persons named within the hour. */
  spendNames: NamingAllowance['take'];
}

/** The part of the room in which mandates are made, on a store of its own. */
export async function runGranting(database?: Database): Promise<GrantingRoom> {
  const clock = fixedClock();
  const register = new TestRegister();
  const protectedOnes = new Set<string>();
  const told: { name: string; data: unknown }[] = [];
  let store: MandateStore | undefined;
  const room: Room<object, MandateTables> = {
    id: 'blocks/mina-ombud',
    names: { sv: 'Mina ombud', en: 'Mandates' },
    contracts: [],
    needs: [],
    events: grantingEvents,
    permissions: [
      { id: 'mandates:self', sv: 'Sköta egna fullmakter', en: 'Manage own mandates' },
      { id: 'mandates:handle', sv: 'Handlägga fullmakter', en: 'Handle mandates' },
    ],
    config: Type.Object({}),
    schema: 'mina_ombud',
    migrations: mandateMigrations,
    open: async (context) => {
      store = mandateStore(context.db);
      await store.addHandler(karlskrona, people.handler, namedAtStart);
      for (const { name } of grantingEvents) {
        context.events.subscribe(name, ({ data }) => void told.push({ name, data }));
      }
      const { events, sandbox } = context;
      const tools: Tools = {
        store,
        clock,
        events,
        organisations: register,
        persons: population(protectedOnes),
        signatures,
        namings: namingAllowance(store, clock),
        sandbox,
      };
      const routes: readonly Route[] = [...templateRoutes(tools), ...proposalRoutes(tools)];
      return { routes };
    },
  };
  const hub = await startTestHub({ rooms: [room], clock, ...(database !== undefined && { database }) });
  if (store === undefined) throw new Error('the room did not open');
  const spent = namingAllowance(store, clock);
  const as = (who: NamedParty, method: string, path: string, call: CallOptions = {}) => {
    const caller = { personalNumber: who.id, name: `${who.givenName} ${who.name}` };
    return send(hub, hub.personToken([call.scope ?? 'mandates:self'], caller), method, path, call);
  };
  return {
    ...hub,
    clock,
    register,
    store,
    told,
    as,
    handler: (method, path, call = {}) =>
      as(people.handler, method, path, { ...call, scope: call.scope ?? 'mandates:handle' }),
    spendNames: (asker, persons) => spent.take(asker, persons),
    protectedOnes,
    operator: (method, path, call = {}) => send(hub, hub.operatorToken, method, path, call),
  };
}

async function send(
  hub: TestHub,
  token: string,
  method: string,
  path: string,
  { json, body = json === undefined ? undefined : JSON.stringify(json), revision, headers = {} }: CallOptions,
): Promise<Answer> {
  const response = await fetch(`${hub.url}/mandates/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      ...headers,
    },
    body: body ?? null,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** Holds a refusal to its place in both catalogues, and to telling nothing personal. */
export function refusedAs(answer: Answer, status: number, slug: string, code?: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.type, `urn:ena:problem:mina-ombud:${slug}`);
  if (code !== undefined) assert.equal(answer.json.code, code);
  assert.doesNotMatch(answer.text, /(19|20)\d{10}/);
}
