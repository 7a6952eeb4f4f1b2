import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInProcessBus } from '../events/in-process.ts';
import { auditMount } from '../http/audit-routes.ts';
import type { Mount } from '../http/mount.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import type { TlsListenerOptions } from '../http/tls-listener.ts';
import { type AuthenticateOptions, createAuthenticate } from '../identity/authenticate.ts';
import { firstOf } from '../identity/first-token-check.ts';
import { openOperatorToken } from '../identity/operator-token.ts';
import { personPseudonym } from '../identity/person-pseudonym.ts';
import type { PersonTokenCheck } from '../identity/person-token.ts';
import { openTokenService, scopesOf } from '../identity/token-service.ts';
import type { Logger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Room, RoomContext } from '../room.ts';
import { auditMigrations, auditSchema, openAuditTrail } from '../store/audit-trail.ts';
import { type Database, openDatabase } from '../store/database.ts';
import type { Clock } from '../time.ts';
import type { AuditReader, AuditTrail } from '../trace/audit.ts';
import { type ConfigurationFile, roomConfigurations } from './configuration.ts';
import { type OpenedRooms, openRooms } from './open-rooms.ts';
import { orderRooms } from './order.ts';

export interface ProgramOptions {
  readonly rooms: readonly Room[];
  /** Holds `database/`, `keys/`, `clients.json` and `operator-token`. */
  readonly folder: string;
  /** PostgreSQL; absent, the embedded database in `folder`. */
  readonly databaseUrl?: string | undefined;
  /** An open database to use instead; it is not closed with the program. */
  readonly database?: Database | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** A second listener, with TLS and client certificates. */
  readonly tls?: TlsListenerOptions | undefined;
  readonly sandbox: boolean;
  readonly configuration: ConfigurationFile;
  readonly clock: Clock;
  readonly log: Logger;
  /** Routes of the program itself, made when the rooms are open. */
  readonly ownMounts?: (rooms: OpenedRooms) => readonly Mount[];
  readonly schemaName?: (schema: string) => string;
  readonly checkReplies?: boolean;
  /** Tests only: persons known without a room that issues tokens to them. */
  readonly personTokens?: PersonTokenCheck | undefined;
}

/** `mistake`: the operator's configuration is at fault; `failure`: the machine, or what lies in the folder. */
export type StartProblem = { readonly kind: 'mistake' | 'failure'; readonly sentences: readonly string[] };

export interface RunningProgram {
  readonly server: RunningServer;
  /** Stops in the order server, rooms, database. */
  stop(): Promise<void>;
}

/** Opens the rooms over one database and serves them. What was opened before a failure is closed again. */
export async function startProgram(options: ProgramOptions): Promise<Result<RunningProgram, StartProblem>> {
  const ordered = orderRooms(options.rooms);
  if (!ordered.ok) return fail({ kind: 'mistake', sentences: [ordered.error] });
  const configurations = roomConfigurations(ordered.value, options.configuration);
  if (!configurations.ok) return fail({ kind: 'mistake', sentences: configurations.error });

  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const server = await assemble(options, ordered.value, configurations.value, closers);
    if (server.ok) return ok({ server: server.value, stop });
    await stop();
    return fail({ kind: 'failure', sentences: [server.error] });
  } catch (error) {
    await stop();
    options.log.error({ err: error }, 'the program does not start');
    return fail({ kind: 'failure', sentences: [error instanceof Error ? error.message : String(error)] });
  }
}

async function assemble(
  options: ProgramOptions,
  rooms: readonly Room[],
  configurations: ReadonlyMap<string, unknown>,
  closers: (() => Promise<void>)[],
): Promise<Result<RunningServer, string>> {
  const keyFolder = join(options.folder, 'keys');
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
  const isOperator = openOperatorToken(join(options.folder, 'operator-token'));
  if (!isOperator.ok) return isOperator;
  const database = await programDatabase(options, closers);
  if (!database.ok) return database;
  const audit = await programAudit(options, database.value);
  if (!audit.ok) return audit;

  const served: Mount[] = [];
  const events = busOf(rooms, options);
  const clients: OpenedRooms['clientsNamed'][] = [];
  closers.push(() => events.idle());
  const environment = {
    ...options,
    database: database.value,
    audit: audit.value,
    events,
    keyFolder,
    configurations,
    ...scopesAsked(served),
    metrics: createMetrics(),
    isClient: isClientOf(clients),
  };
  const opened = await openRooms(rooms, environment);
  if (!opened.ok) return opened;
  closers.push(() => opened.value.stop());

  const tokens = tokensOf(options, keyFolder);
  if (!tokens.ok) return tokens;
  clients.push(opened.value.clientsNamed, async (id) => tokens.value.clientsNamed(id));
  served.push(...opened.value.mounts, ...(options.ownMounts?.(opened.value) ?? []));
  const server = await startServer({
    ...addressOf(options),
    mounts: [...served, tokens.value.mountFor(served), auditMount(audit.value)],
    clock: options.clock,
    log: options.log,
    metrics: environment.metrics,
    audit: audit.value,
    authenticate: createAuthenticate({
      isOperator: isOperator.value,
      persons: personsOf(opened.value, options, keyFolder),
      checkAccessToken: firstOf([tokens.value.check, ...opened.value.accessTokens]),
      boundTokens: opened.value.accessTokens.length > 0,
    }),
    diagnose: async () => [...opened.value.diagnose(), (await database.value.health()) ?? []].flat(),
    openMetrics: options.sandbox,
    checkReplies: options.checkReplies ?? false,
  });
  if (!server.ok) return server;
  closers.push(() => server.value.close());
  await opened.value.start();
  return server;
}

/** Read when asked: mounts are added until every room is open. */
function scopesAsked(served: readonly Mount[]): Pick<RoomContext, 'personScopes' | 'systemScopes'> {
  const askedBy = (kind: 'person' | 'scope') => () => [...scopesOf(served, kind)].sort();
  return { personScopes: askedBy('person'), systemScopes: askedBy('scope') };
}

function tokensOf({ folder, publicUrl: issuer, clock }: ProgramOptions, keyFolder: string) {
  return openTokenService({ file: join(folder, 'clients.json'), keyFolder, issuer, clock });
}

function isClientOf(sources: readonly OpenedRooms['clientsNamed'][]): RoomContext['isClient'] {
  return async ({ id, organisation, scope }) => {
    const found = await Promise.all(sources.map((clientsNamed) => clientsNamed(id)));
    return found.flat().some((one) => one.organisation === organisation && one.scopes.includes(scope));
  };
}

function busOf(rooms: readonly Room[], { clock, log }: ProgramOptions) {
  return createInProcessBus(
    rooms.flatMap((room) => room.events),
    { clock, log },
  );
}

function addressOf({ host, port, publicUrl, tls }: ProgramOptions) {
  return { host, port, publicUrl, ...(tls !== undefined && { tls }) };
}

function personsOf(
  rooms: OpenedRooms,
  { personTokens }: ProgramOptions,
  keyFolder: string,
): AuthenticateOptions['persons'] {
  const checks = [...rooms.personTokens, ...(personTokens === undefined ? [] : [personTokens])];
  return { check: firstOf(checks), pseudonym: personPseudonym(keyFolder) };
}

async function programDatabase(
  options: ProgramOptions,
  closers: (() => Promise<void>)[],
): Promise<Result<Database, string>> {
  if (options.database !== undefined) return ok(options.database);
  const database = await openDatabase({ url: options.databaseUrl, folder: join(options.folder, 'database') });
  if (database.ok) closers.push(() => database.value.close());
  return database;
}

async function programAudit(
  options: ProgramOptions,
  database: Database,
): Promise<Result<AuditTrail & AuditReader, string>> {
  const schema = options.schemaName?.(auditSchema) ?? auditSchema;
  const migrated = await database.migrate(schema, auditMigrations);
  return migrated.ok ? ok(openAuditTrail(database.schema(schema), options.clock)) : migrated;
}
