import type { Route } from '@ena/kernel/http/route.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { Database } from '@ena/kernel/store/database.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { Mandate } from '../domain/mandate.ts';
import type { NamedParty } from '../domain/party.ts';
import type { Template } from '../domain/template.ts';
import { grantingEvents } from '../granting-events.ts';
import { mandateRoutes } from '../http/own/mandates-routes.ts';
import { relyingPartyRoutes } from '../http/own/relying-parties-routes.ts';
import type { Tools } from '../http/own/tools.ts';
import { mandateMigrations } from '../store/migrations/all.ts';
import { mandateStore } from '../store/queries.ts';
import type { MandateTables } from '../store/tables.ts';
import { changeOf } from '../use-cases/change.ts';
import { lifeEvents } from '../use-cases/mandates/events.ts';
import type { JobTools } from '../use-cases/mandates/start-jobs.ts';
import { type NamingAllowance, namingAllowance } from '../use-cases/naming-allowance.ts';
import { newId } from '../use-cases/new-id.ts';
import type { LawfulRelation } from '../use-cases/ports.ts';
import { type Answer, karlskrona, namedAtStart, people, TestRegister } from './granting-room.ts';

export interface CallOptions {
  readonly json?: unknown;
  readonly csv?: string;
  /** For `If-Match`. */
  readonly revision?: number;
  readonly scope?: string;
}

export interface LifeRoom extends TestHub {
  readonly clock: FixedClock;
  readonly register: TestRegister;
  /** What the use-cases work with. */
  readonly tools: JobTools;
  /** The relations of the population register; a test may change them. */
  readonly relations: LawfulRelation[];
  /** Personal numbers of those whose identity is protected. */
  readonly protectedOnes: Set<string>;
  readonly told: readonly { readonly name: string; readonly data: unknown }[];
  as(person: NamedParty, method: string, path: string, options?: CallOptions): Promise<Answer>;
  handler(method: string, path: string, options?: CallOptions): Promise<Answer>;
  operator(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Has had so many persons named within the hour. */
  spendNames: NamingAllowance['take'];
}

const forHandlers = 'mandates:handle';

/** The part of the room in which registered mandates live, on a store of its own. */
export async function runLife(database?: Database): Promise<LifeRoom> {
  const clock = fixedClock();
  const register = new TestRegister();
  const relations: LawfulRelation[] = [];
  const protectedOnes = new Set<string>();
  const told: { name: string; data: unknown }[] = [];
  let tools: (Tools & JobTools) | undefined;
  const events = [...grantingEvents, ...lifeEvents];
  const room: Room<object, MandateTables> = {
    id: 'blocks/mina-ombud',
    names: { sv: 'Mina ombud', en: 'Mandates' },
    contracts: [],
    needs: [],
    events,
    permissions: [
      { id: 'mandates:self', sv: 'Sköta egna fullmakter', en: 'Manage own mandates' },
      { id: forHandlers, sv: 'Handlägga fullmakter', en: 'Handle mandates' },
    ],
    config: Type.Object({}),
    schema: 'mina_ombud',
    migrations: mandateMigrations,
    open: async (context) => {
      const store = mandateStore(context.db);
      await store.addHandler(karlskrona, people.handler, namedAtStart);
      for (const { name } of events) {
        context.events.subscribe(name, ({ data }) => void told.push({ name, data }));
      }
      tools = {
        store,
        clock,
        events: context.events,
        organisations: Object.assign(register, {
          representedBy: async (id: string) => (id === people.maria.id ? ['5561929323'] : []),
        }),
        persons: {
          find: async ({ id }) => Object.values(people).find((one) => one.id === id),
          relations: async () => relations,
          protectedAmong: async (ids) => new Set(ids.filter((id) => protectedOnes.has(id))),
        },
        signatures: { verifySignature: async () => ({ kind: 'invalid', reason: 'no signatures here' }) },
        namings: namingAllowance(store, clock),
        sandbox: true,
        log: silentLogger,
      };
      const routes: readonly Route[] = [...mandateRoutes(tools), ...relyingPartyRoutes(tools)];
      return { routes };
    },
  };
  const hub = await startTestHub({ rooms: [room], clock, ...(database && { database }) });
  if (tools === undefined) throw new Error('the room did not open');
  const spent = namingAllowance(tools.store, clock);
  const as: LifeRoom['as'] = (who, method, path, call = {}) => {
    const caller = { personalNumber: who.id, name: `${who.givenName} ${who.name}` };
    return send(hub.url, hub.personToken([call.scope ?? 'mandates:self'], caller), method, path, call);
  };
  return {
    ...hub,
    clock,
    register,
    tools,
    relations,
    protectedOnes,
    told,
    as,
    handler: (method, path, call = {}) => as(people.handler, method, path, { scope: forHandlers, ...call }),
    spendNames: (asker, persons) => spent.take(asker, persons),
    operator: (method, path, call = {}) => send(hub.url, hub.operatorToken, method, path, call),
  };
}

async function send(
  url: string,
  token: string,
  method: string,
  path: string,
  { json, csv, revision }: CallOptions,
): Promise<Answer> {
  const type = csv === undefined ? 'application/json' : 'text/csv';
  const body = csv ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(`${url}/mandates/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': type }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    },
    body: body ?? null,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const { status, headers } = response;
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined };
}

let references = 0;

/** Registers a mandate as if it had been signed. */
export async function register(room: LifeRoom, change: Partial<Mandate> = {}): Promise<Mandate> {
  references += 1;
  const at = room.clock.now();
  const after: Mandate = {
    id: newId(),
    reference: `MOP9${String(references).padStart(9, '0')}`,
    template: { id: template.id, version: template.version },
    title: template.content.title,
    description: template.content.description,
    relyingParty: { id: karlskrona, name: 'Karlskrona kommun' },
    grantor: people.åsa,
    grantorRole: 'private',
    holders: [people.örjan],
    permissions: [{ code: 'lov-ansok', title: 'Ansöka om bygglov' }],
    limits: [],
    validFrom: '2026-11-01',
    mayDelegate: true,
    signatories: [{ kind: 'person', person: people.åsa }],
    signatures: [{ person: people.åsa, at }],
    basis: { kind: 'signed', textHash: 'b'.repeat(64) },
    creator: people.åsa,
    createdAt: at,
    registeredAt: at,
    revision: 1,
    ...change,
  };
  const actor = { kind: 'person', person: after.creator } as const;
  const saved = changeOf('mandate', undefined, after, { actor, at, change: 'registered', reason: '' });
  if ((await room.tools.store.save({ mandates: [saved] })) === 'raced') throw new Error('raced');
  return after;
}

export const template: Template = {
  id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a',
  version: 1,
  owner: karlskrona,
  state: 'published',
  revision: 1,
  content: {
    title: 'Bygglov å småhus',
    description: 'Företräda i ärenden om bygglov',
    grantorRoles: ['private', 'organisation'],
    holderRoles: ['person', 'organisation'],
    permissions: [
      { code: 'lov-ansok', title: 'Ansöka om bygglov', obligatory: true },
      { code: 'lov-las', title: 'Läsa ärenden', obligatory: false },
    ],
    endRequired: false,
    mayDelegate: true,
    limits: ['case', 'property'],
    byLaw: ['custody', 'guardian'],
  },
};

/** Publishes the template, or another in its place. */
export async function publish(room: LifeRoom, after: Template = template): Promise<Template> {
  const at = room.clock.now();
  const cause = { actor: { kind: 'operator' }, at, change: 'published', reason: '' } as const;
  const before = await room.tools.store.template(after.id);
  const saved = changeOf('template', before, after, cause);
  if ((await room.tools.store.save({ templates: [saved] })) === 'raced') throw new Error('raced');
  return after;
}
