import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventBus } from '../events/event.ts';
import { type Api, apisOf } from '../http/api.ts';
import type { Mount } from '../http/mount.ts';
import type { AccessTokenCheck } from '../identity/access-token.ts';
import type { PersonTokenCheck } from '../identity/person-token.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { fail, ok, type Result } from '../result.ts';
import type { OpenRoom, RegisteredSystem, Room, RoomContext } from '../room.ts';
import type { Database, SchemaHandle } from '../store/database.ts';
import type { Clock } from '../time.ts';
import type { AuditTrail } from '../trace/audit.ts';

export interface RoomEnvironment {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventBus;
  readonly audit: AuditTrail;
  /** Each room gets a folder of its own under it. */
  readonly keyFolder: string;
  readonly configurations: ReadonlyMap<string, unknown>;
  readonly publicUrl: string;
  readonly sandbox: boolean;
  /** See `RoomContext`. */
  readonly personScopes: () => readonly string[];
  readonly systemScopes: () => readonly string[];
  readonly metrics: Metrics;
  readonly isClient: RoomContext['isClient'];
  /** Tests only: the name of the database schema that stands for the room's. */
  readonly schemaName?: ((schema: string) => string) | undefined;
}

export interface OpenedRooms {
  readonly mounts: readonly (Mount & { readonly apis: readonly Api[] })[];
  /** Of the rooms that issue tokens, in the order of the rooms. */
  readonly accessTokens: readonly AccessTokenCheck[];
  readonly personTokens: readonly PersonTokenCheck[];
  /** Of that id, in every room that issues tokens to systems. */
  clientsNamed(id: string): Promise<readonly RegisteredSystem[]>;
  /** Begins the rooms' background work. */
  start(): Promise<void>;
  /** Ends it, the last opened room first. A room that fails to stop holds up no other. */
  stop(): Promise<void>;
  /** One sentence for each room that is degraded. */
  diagnose(): readonly string[];
}

interface Opened {
  readonly room: Room;
  readonly open: OpenRoom;
}

/**
 * Migrates and opens the rooms in the given order, which must be that of their needs.
 * Fails with one sentence, after stopping those already open.
 */
export async function openRooms(
  rooms: readonly Room[],
  environment: RoomEnvironment,
): Promise<Result<OpenedRooms, string>> {
  const opened: Opened[] = [];
  for (const room of rooms) {
    const outcome = await openOne(room, opened, environment);
    if (!outcome.ok) {
      await stopAll(opened, environment.log);
      return outcome;
    }
    opened.push({ room, open: outcome.value });
  }
  const rivals = opened.filter(({ open }) => open.personTokens !== undefined).map(({ room }) => room.id);
  if (rivals.length > 1) {
    await stopAll(opened, environment.log);
    return fail(`Only one room may issue tokens to persons, but ${rivals.join(' and ')} do; leave one out.`);
  }
  return ok(openedRooms(opened, environment.log));
}

function openedRooms(opened: readonly Opened[], log: Logger): OpenedRooms {
  return {
    mounts: opened.map(({ room, open }) => ({
      room: room.id,
      routes: open.routes,
      apis: apisOf(room, open.routes),
      ...(open.strays !== undefined && { strays: open.strays }),
    })),
    accessTokens: opened.flatMap(({ open }) => open.accessTokens ?? []),
    personTokens: opened.flatMap(({ open }) => open.personTokens ?? []),
    clientsNamed: async (id) => {
      const found = await Promise.all(opened.map(({ open }) => open.findClient?.(id)));
      return found.filter((client) => client !== undefined);
    },
    start: async () => {
      for (const { open } of opened) await open.start?.();
    },
    stop: () => stopAll(opened, log),
    diagnose: () => opened.flatMap(({ open }) => open.health?.() ?? []),
  };
}

async function openOne(
  room: Room,
  opened: readonly Opened[],
  environment: RoomEnvironment,
): Promise<Result<OpenRoom, string>> {
  try {
    const db = await roomDatabase(room, environment);
    if (!db.ok) return db;
    const keyFolder = join(environment.keyFolder, room.id);
    mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
    return ok(await room.open(contextOf(room, opened, environment, db.value, keyFolder)));
  } catch (error) {
    environment.log.error({ err: error, room: room.id }, 'a room does not open');
    return fail(`The room ${room.id} does not open: ${error instanceof Error ? error.message : error}`);
  }
}

async function roomDatabase(room: Room, environment: RoomEnvironment): Promise<Result<SchemaHandle, string>> {
  if (room.schema === undefined) return ok(noDatabase(room));
  const schema = environment.schemaName?.(room.schema) ?? room.schema;
  const migrated = await environment.database.migrate(schema, room.migrations);
  return migrated.ok ? ok(environment.database.schema(schema)) : migrated;
}

/** A room without a schema has no tables; touching the database is a bug, told at once. */
function noDatabase(room: Room): SchemaHandle {
  return new Proxy({} as SchemaHandle, {
    get: (_target, name) => {
      if (name === 'then') return undefined;
      throw new Error(`the room ${room.id} has no database schema`);
    },
  });
}

function contextOf(
  room: Room,
  opened: readonly Opened[],
  environment: RoomEnvironment,
  db: SchemaHandle,
  keyFolder: string,
): RoomContext {
  const { clock, events, audit, publicUrl, sandbox, metrics, isClient } = environment;
  const { personScopes, systemScopes } = environment;
  const offerOf = (named: readonly string[], id: string): unknown => {
    if (!named.includes(id)) throw new Error(`the room ${room.id} does not name ${id} in its needs`);
    return opened.find((one) => one.room.id === id)?.open.offer;
  };
  return {
    db,
    clock,
    events,
    audit,
    publicUrl,
    sandbox,
    personScopes,
    systemScopes,
    metrics,
    isClient,
    keyFolder,
    log: environment.log.child({ room: room.id }),
    config: environment.configurations.get(room.id),
    room: <Offer>(id: string) => offerOf(room.needs, id) as Offer,
    wanted: <Offer>(id: string) => offerOf(room.wants ?? [], id) as Offer | undefined,
  };
}

async function stopAll(opened: readonly Opened[], log: Logger): Promise<void> {
  for (const { room, open } of [...opened].reverse()) {
    try {
      await open.stop?.();
    } catch (error) {
      log.error({ err: error, room: room.id }, 'a room does not stop');
    }
  }
}
