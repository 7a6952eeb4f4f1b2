import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Logger } from 'pino';
import type { TObject } from 'typebox';
import type { EventBus, EventDefinition } from './events/event.ts';
import type { RoomReply, Route, Stray } from './http/route.ts';
import type { AccessTokenCheck } from './identity/access-token.ts';
import type { PersonTokenCheck } from './identity/person-token.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Clock } from './time.ts';
import type { AuditTrail } from './trace/audit.ts';

/** A published contract that a room speaks. */
export interface Contract {
  readonly title: string;
  readonly owner: string;
  readonly version: string;
  /** Where its owner publishes it. */
  readonly url: string;
}

/** A right that can be granted on a room. */
export interface PermissionDefinition {
  readonly id: string;
  readonly sv: string;
  readonly en: string;
}

/** What the kernel hands a room when the program opens it. `db` may touch the room's own schema only. */
export interface RoomContext<Config = unknown, Tables = unknown> {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: Config;
  readonly events: EventBus;
  readonly audit: AuditTrail;
  /** A folder of the room's own for key material (mode 0700); created before the room opens. */
  readonly keyFolder: string;
  /** The base URL under which this program is reached, without a trailing slash. */
  readonly publicUrl: string;
  /** True only in the sandbox, where test identities and test secrets are allowed. */
  readonly sandbox: boolean;
  /** The room's own figures at `/metrics`. No label holds anything about anyone, or that a caller chose freely. */
  readonly metrics: Pick<Metrics, 'counter'>;
  /** The scopes that the `person` rules of this installation ask for; whole once every room is open. */
  personScopes(): readonly string[];
  /** The same of its `scope` rules: what systems may ask for. */
  systemScopes(): readonly string[];
  /**
   * Whether the client is still registered for the organisation and the scope; for what goes on when the call that began
   * it is long over. Whole once every room is open.
   */
  isClient(client: StandingClient): Promise<boolean>;
  /** What another room offers through its `index.ts`; it must be named in `needs`. */
  room<Offer>(id: string): Offer;
  /** The same of a room named in `wants`; `undefined` where the installation does not run it. */
  wanted<Offer>(id: string): Offer | undefined;
}

export interface RegisteredSystem {
  readonly organisation?: string | undefined;
  readonly scopes: readonly string[];
}

/** A system that was allowed something, as its token said then. */
export interface StandingClient {
  readonly id: string;
  readonly organisation: string;
  readonly scope: string;
}

/** A room that is open: its routes, what it offers other rooms, and its life. */
export interface OpenRoom {
  readonly routes: readonly Route[];
  /** What is answered where no row answers, for a published contract with errors of its own. `undefined`: not the room's. */
  readonly strays?: (call: Stray) => RoomReply | undefined;
  /** The object other rooms receive from `context.room(id)`. */
  readonly offer?: unknown;
  /** Knows the persons whom the room's access tokens speak for. At most one room of an installation has it. */
  readonly personTokens?: PersonTokenCheck;
  /** Knows the systems whom the room's access tokens speak for; `scope` rules take these after the kernel's own. */
  readonly accessTokens?: AccessTokenCheck;
  /** A client that the room may issue tokens to. */
  readonly findClient?: (id: string) => Promise<RegisteredSystem | undefined>;
  /** Begins background work; called once every room is open. */
  start?(): Promise<void>;
  /** Ends background work; after it the room makes no more calls. */
  stop?(): Promise<void>;
  /** `undefined` while all is well, else one sentence that says what is degraded. */
  health?(): string | undefined;
}

/**
 * The manifest that every room exports from `room.ts`.
 * `rooms/base-data/company` shows a whole one.
 */
// biome-ignore lint/suspicious/noExplicitAny: each room has its own tables and configuration
export interface Room<Config = any, Tables = any> {
  /** Path under `rooms/`: `base-data/company`. */
  readonly id: string;
  readonly names: { readonly sv: string; readonly en: string };
  readonly contracts: readonly Contract[];
  /** Ids of the rooms whose `index.ts` this one uses. No cycles. */
  readonly needs: readonly string[];
  /** The same of rooms without which this one does less. */
  readonly wants?: readonly string[];
  readonly events: readonly EventDefinition[];
  readonly permissions: readonly PermissionDefinition[];
  /** Every property has a `description` and a `default` that is safe in production. */
  readonly config: TObject;
  /** The database schema that is the room's own; `undefined` for a room without state. */
  readonly schema: string | undefined;
  /** Migrations by sortable name; each runs once, forward, while the previous release still serves. */
  readonly migrations: Readonly<Record<string, Migration>>;
  open(context: RoomContext<Config, Tables>): Promise<OpenRoom>;
}
