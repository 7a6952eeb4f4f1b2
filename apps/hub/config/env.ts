import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { TlsListenerOptions } from '@ena/kernel/http/tls-listener.ts';
import { type LogLevel, logLevels } from '@ena/kernel/log/logger.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConfigurationFile } from '@ena/kernel/rooms/configuration.ts';
import { type ReadImport, readImport } from './import.ts';
import { type ReadCaseImport, readCaseImport } from './import-cases.ts';
import { type PortalConfig, readPortalConfig } from './portal.ts';
import { readTlsConfig } from './tls.ts';

/** Everything the hub is told from outside. No other file reads the environment or the command line. */
export interface HubConfig {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Ids of the rooms to start; absent means the list in `rooms.ts` that a hub runs by default. */
  readonly rooms: readonly string[] | undefined;
  readonly sandbox: boolean;
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** `config.json` without the keys `portal` and `tls`: one object for each room. */
  readonly configuration: ConfigurationFile;
  readonly portal: PortalConfig;
  /** A second listener, with TLS. */
  readonly tls?: TlsListenerOptions | undefined;
  /** Stop when standard input ends: whoever started the program is gone, however it went. */
  readonly exitWithParent: boolean;
}

const usage = `Usage: hub [--data DIR] [--port N] [--host ADDRESS] [--rooms a,b] [--public-url URL] [--log-level LEVEL] [--sandbox] [--exit-with-parent]

  --data DIR         folder of the hub: database, keys, operator-token, config.json   (default ./.ena/hub)
  --port N           port to listen on                                                 (default 8400)
  --host ADDRESS     address to listen on                                              (default 127.0.0.1)
  --rooms a,b        rooms to start                                                       (default: all)
  --public-url URL   where others reach it                                  (default http://HOST:PORT)
  --log-level LEVEL  ${logLevels.join(', ')}                                       (default info)
  --sandbox          allows test identities; never in production
  --exit-with-parent stops when standard input ends

Environment: DATABASE_URL=postgres://… uses PostgreSQL instead of the embedded database.
config.json holds one object for each room, under the room's id, "portal" for the portal, and "tls" for a
listener that takes client certificates: {"port", "host"?, "certificate", "key", "clientCa"?}, files in PEM.
Exit codes: 2 when flags or config.json need mending, 3 when it cannot start here.`;

export type ProcessConfig =
  | { readonly kind: 'config'; readonly config: HubConfig }
  | { readonly kind: 'help'; readonly usage: string }
  | { readonly kind: 'mistake'; readonly sentence: string };

export function configOfProcess(): ProcessConfig {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return { kind: 'help', usage };
  const config = readConfig(args, process.env);
  return config.ok ? { kind: 'config', config: config.value } : { kind: 'mistake', sentence: config.error };
}

export function importOfProcess(): ReadImport {
  return readImport(process.argv.slice(2), process.env);
}

export function caseImportOfProcess(): ReadCaseImport {
  return readCaseImport(process.argv.slice(2), process.env);
}

/** The only argument. */
export function csvFileOfProcess(): string | undefined {
  const [file, ...more] = process.argv.slice(2);
  return more.length === 0 ? file : undefined;
}

/** Reads command line, environment and `config.json`. Fails with one sentence that says what to mend. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Result<HubConfig, string> {
  const flags = readFlags(args);
  if (!flags.ok) return flags;
  const {
    data = './.ena/hub',
    port: portText = '8400',
    host = '127.0.0.1',
    rooms,
    sandbox = false,
  } = flags.value;
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535) {
    return fail('--port takes a whole number from 1 to 65535.');
  }
  const publicUrl = readPublicUrl(flags.value['public-url'] ?? `http://${host}:${port}`);
  if (publicUrl === undefined) return fail('--public-url takes an http or https URL without path and query.');
  const logLevel = logLevels.find((level) => level === (flags.value['log-level'] ?? 'info'));
  if (logLevel === undefined) return fail(`--log-level takes one of ${logLevels.join(', ')}.`);
  const folder = resolve(data);
  const configuration = readConfiguration(join(folder, 'config.json'));
  if (!configuration.ok) return configuration;
  const { portal: portalGiven, tls: tlsGiven, ...roomsGiven } = configuration.value;
  const portal = readPortalConfig(portalGiven);
  if (!portal.ok) return portal;
  const tls = readTlsConfig(tlsGiven, { folder, host });
  if (!tls.ok) return tls;
  return ok({
    folder,
    host,
    port,
    publicUrl,
    rooms: rooms?.split(',').flatMap((id) => id.trim() || []),
    sandbox,
    databaseUrl: env.DATABASE_URL === '' ? undefined : env.DATABASE_URL,
    logLevel,
    configuration: roomsGiven,
    portal: portal.value,
    tls: tls.value,
    exitWithParent: flags.value['exit-with-parent'] ?? false,
  });
}

function readFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        rooms: { type: 'string' },
        'public-url': { type: 'string' },
        'log-level': { type: 'string' },
        sandbox: { type: 'boolean' },
        'exit-with-parent': { type: 'boolean' },
      },
    });
    return ok(values);
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function readPublicUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : undefined;
}

function readConfiguration(file: string): Result<ConfigurationFile, string> {
  if (!existsSync(file)) return ok({});
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject
      ? ok(value as ConfigurationFile)
      : fail(`${file} holds no object; write one object for each room.`);
  } catch (error) {
    return fail(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}
