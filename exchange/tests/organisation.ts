import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { NationalHub } from '@ena/testkit/national-hub.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { type ConnectorConfig, parseConfig } from '../config.ts';
import { openConnector, type RunningConnector } from '../open-connector.ts';
import { type CallOptions, call, type Reply } from './call.ts';

export interface Organisation {
  readonly orgnr: string;
  readonly entityId: string;
  readonly folder: string;
  readonly config: ConnectorConfig;
  readonly url: string;
  readonly peerPort: number;
  /** Everything that was written to the log, line by line. */
  readonly lines: string[];
  readonly operatorToken: string;
  admin(method: string, path: string, body?: object): Promise<Reply>;
  call(path: string, options?: CallOptions): Promise<Reply>;
  /** The evidence file of an exchange, as text. */
  evidence(exchangeId: string): Promise<string>;
  /** Ends the connector; the folder stays. */
  stop(): Promise<void>;
  /** Starts it again on the same folder and ports. */
  start(): Promise<void>;
  /** Ends it and removes the folder. */
  close(): Promise<void>;
}

export interface OrganisationOptions {
  readonly orgnr: string;
  readonly name: string;
  readonly clock: Clock;
  readonly change?: Partial<ConnectorConfig>;
}

/** A registered organisation with a running connector of its own, on free ports. */
export async function startOrganisation(
  hub: NationalHub,
  { orgnr, name, clock, change }: OrganisationOptions,
): Promise<Organisation> {
  const folder = temporaryFolder();
  const keys = join(folder.path, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const entityId = `https://${orgnr}.sandbox.localhost`;
  const federation = openKeyRing(keys, 'federation', 'ES256', clock);
  await hub.register({ entityId, orgnr, name, keys: federation.all.map((key) => key.publicJwk) });
  const config = await makeConfig(hub, { orgnr, name, entityId, ...change });
  const lines: string[] = [];
  let running = await open(folder.path, config, clock, lines);
  const operatorToken = readFileSync(join(folder.path, 'operator-token'), 'utf8').trim();
  const url = running.url;
  const admin = (method: string, path: string, body?: object) =>
    adminCall(url, operatorToken, method, path, body);
  return {
    orgnr,
    entityId,
    folder: folder.path,
    config,
    url,
    peerPort: running.peerPort,
    lines,
    operatorToken,
    admin,
    call: (path, options) => call(url, path, options),
    evidence: async (exchangeId) => {
      const file = await admin('GET', `/exchanges/${exchangeId}/evidence`);
      if (file.status !== 200) throw new Error(`no evidence: ${file.text}`);
      return file.text;
    },
    stop: () => running.close(),
    start: async () => {
      running = await open(folder.path, config, clock, lines);
    },
    close: async () => {
      await running.close();
      folder.remove();
    },
  };
}

async function makeConfig(hub: NationalHub, change: Partial<ConnectorConfig>): Promise<ConnectorConfig> {
  const parsed = parseConfig({
    port: await freePort(),
    peerPort: await freePort(),
    anchor: { entityId: hub.entityId, url: hub.url, thumbprints: [hub.thumbprint] },
    sandbox: true,
    refreshSeconds: 1,
    answerTimeoutMs: 3_000,
    logLevel: 'debug',
    ...change,
  });
  if (!parsed.ok) throw new Error(parsed.mistakes.join('; '));
  return parsed.config;
}

async function open(
  folder: string,
  config: ConnectorConfig,
  clock: Clock,
  lines: string[],
): Promise<RunningConnector> {
  const log = createLogger({
    level: config.logLevel,
    program: 'connector',
    stream: { write: (line) => void lines.push(line) },
  });
  const opened = await openConnector({
    folder,
    config,
    clock,
    log,
    exchangeLog: log,
    metrics: createMetrics(),
  });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

function adminCall(
  url: string,
  token: string,
  method: string,
  path: string,
  body: object | undefined,
): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return call(url, `/admin/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
