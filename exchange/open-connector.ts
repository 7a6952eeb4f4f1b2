import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type RunningServer, startServer } from '@ena/kernel/http/server.ts';
import { singleHost } from '@ena/kernel/http/single-host.ts';
import { createAuthenticate } from '@ena/kernel/identity/authenticate.ts';
import { openOperatorToken } from '@ena/kernel/identity/operator-token.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Metrics } from '@ena/kernel/metrics/metrics.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { adminApi } from './admin/api.ts';
import { sqliteAuditTrail } from './admin/audit-trail.ts';
import { adminRoutes } from './admin/routes.ts';
import type { AdminTools } from './admin/tools.ts';
import type { ConnectorConfig } from './config.ts';
import { consumerListener, isExchangePath } from './consumer/listener.ts';
import { goOn, holdContinue } from './http/continue.ts';
import { connectionsCheckingInterval, peerServer, silentMs } from './http/peer-server.ts';
import { logRoutes } from './log-api/log-routes.ts';
import { type ConnectorParts, closeParts, openParts } from './open-parts.ts';
import { providerListener } from './provider/listener.ts';
import { connectorStatus } from './telemetry/connector-status.ts';
import { diagnose } from './telemetry/diagnose.ts';
import { startUpkeep } from './upkeep.ts';

export interface ConnectorOptions {
  readonly folder: string;
  readonly config: ConnectorConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** For the one line of each exchange, whose fields are fixed. */
  readonly exchangeLog: Logger;
  readonly metrics: Metrics;
}

export interface RunningConnector {
  readonly url: string;
  readonly peerPort: number;
  /** Takes no new calls, lets those under way finish, commits the evidence, and lets go of the folder. */
  close(): Promise<void>;
}

/** How long the start waits for the hub: not at all long where kept statements let exchanges go on without it. */
const knownWaitMs = 500;
const unknownWaitMs = 10_000;
/** For the records of exchanges that the end of the shutdown's patience has cut off. */
const lastWordsMs = 1_000;

/** Opens the folder, takes calls on both sides, and tells the hub. Fails with one sentence. */
export async function openConnector(options: ConnectorOptions): Promise<Result<RunningConnector, string>> {
  const opened = await openParts(options);
  if (!opened.ok) return opened;
  const parts = opened.value;
  const state = { stopping: false };
  const peers = await listenForPeers(options, parts, () => state.stopping);
  if (!peers.ok) return abandon(parts, peers.error);
  const own = await listenForSystems(options, parts, () => state.stopping);
  if (!own.ok) {
    peers.value.close();
    return abandon(parts, own.error);
  }
  const certified = await listenForCertifiedSystems(options, parts, () => state.stopping);
  if (!certified.ok) {
    peers.value.close();
    await own.value.close();
    return abandon(parts, certified.error);
  }
  const upkeep = startUpkeep(parts, options.config, options.log);
  await within(parts.context.ownChainHashes().length > 0 ? knownWaitMs : unknownWaitMs, upkeep.first);
  const close = async () => {
    if (state.stopping) return;
    state.stopping = true;
    const upkeepEnded = upkeep.stop();
    await drain(parts, options.config.shutdownSeconds * 1000);
    await Promise.all([parts.context.peers.destroy(), parts.context.servicePools.destroy()]);
    await drain(parts, lastWordsMs);
    for (const server of [peers.value, certified.value]) {
      server?.close();
      server?.closeAllConnections();
    }
    await own.value.close();
    await upkeepEnded;
    await closeParts(parts);
  };
  return ok({ url: own.value.url, peerPort: (peers.value.address() as AddressInfo).port, close });
}

async function listenForPeers(
  { config, log }: ConnectorOptions,
  parts: ConnectorParts,
  stopping: () => boolean,
): Promise<Result<TlsServer, string>> {
  const exchange = providerListener(parts.context, stopping);
  const server = peerServer({
    identity: parts.tls.current,
    maxHeaderBytes: config.maxHeaderBytes,
    handler: (message, response) => {
      if (message.url === '/.well-known/openid-federation' && message.method === 'GET') {
        void parts.own
          .configuration()
          .then((jwt) =>
            response.writeHead(200, { 'content-type': 'application/entity-statement+jwt' }).end(jwt),
          );
      } else exchange(message, response).catch((error: unknown) => giveUp(log, response, error));
    },
  });
  parts.onTlsChanged((identity) =>
    server.setSecureContext({ cert: identity.certPem, key: identity.keyPem, minVersion: 'TLSv1.3' }),
  );
  return listen(server, config.peerHost, config.peerPort, 'peerPort');
}

/** One port for the own systems' calls, the admin API, the log, health and metrics. */
async function listenForSystems(
  { config, clock, log, metrics, folder }: ConnectorOptions,
  parts: ConnectorParts,
  stopping: () => boolean,
): Promise<Result<RunningServer, string>> {
  const isOperator = openOperatorToken(join(folder, 'operator-token'));
  if (!isOperator.ok) return isOperator;
  const exchange = consumerListener(parts.context, stopping);
  const tools: AdminTools = {
    ...parts.context,
    db: parts.db,
    witness: parts.witness,
    republish: () => parts.own.publish(),
    status: () => connectorStatus(parts),
    rotate: async (use) => {
      const step = await parts.rotation.step(use);
      await parts.own.publish();
      return step;
    },
  };
  return startServer({
    mounts: [
      {
        room: 'connector',
        routes: [...adminRoutes(tools), ...logRoutes(parts.context.evidence.log)],
        apis: [adminApi],
      },
    ],
    host: config.host,
    port: config.port,
    clock,
    log,
    metrics,
    audit: sqliteAuditTrail(parts.db, clock),
    authenticate: createAuthenticate({ isOperator: isOperator.value }),
    diagnose: () => diagnose(parts.context, parts.own, parts.witness),
    openMetrics: config.sandbox,
    closeWithinMs: 2_000,
    createServer: (handler): Server => {
      const listener = singleHost((message: IncomingMessage, response) => {
        if (isExchangePath(message.url ?? ''))
          exchange(message, response).catch((error: unknown) => giveUp(log, response, error));
        else {
          goOn(message, response);
          handler(message, response);
        }
      });
      const server = createServer(
        { maxHeaderSize: config.maxHeaderBytes, connectionsCheckingInterval },
        listener,
      );
      holdContinue(server, listener);
      server.timeout = silentMs;
      return server;
    },
  });
}

/** A bug in one call ends that call and no other. */
function giveUp(log: Logger, response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'a call could not be answered');
  response.destroy();
}

async function within(ms: number, task: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([task, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

/** A TLS port for own systems that prove themselves by client certificate; only where the configuration names one. */
async function listenForCertifiedSystems(
  { config, log }: ConnectorOptions,
  parts: ConnectorParts,
  stopping: () => boolean,
): Promise<Result<TlsServer | undefined, string>> {
  if (config.systemsTlsPort === undefined) return ok(undefined);
  const exchange = consumerListener(parts.context, stopping);
  const server = peerServer({
    identity: parts.tls.current,
    maxHeaderBytes: config.maxHeaderBytes,
    handler: (message, response) => {
      if (isExchangePath(message.url ?? ''))
        exchange(message, response).catch((error: unknown) => giveUp(log, response, error));
      else response.writeHead(404).end();
    },
  });
  parts.onTlsChanged((identity) =>
    server.setSecureContext({ cert: identity.certPem, key: identity.keyPem, minVersion: 'TLSv1.3' }),
  );
  return listen(server, config.host, config.systemsTlsPort, 'systemsTlsPort');
}

function listen(
  server: TlsServer,
  host: string,
  port: number,
  key: string,
): Promise<Result<TlsServer, string>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(fail(whyNotListening(error, host, port, key))),
    );
    server.listen(port, host, 1024, () => resolve(ok(server)));
  });
}

/** Waits until nothing is under way and every answer has left, at most this long. */
async function drain(parts: ConnectorParts, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  const busy = () =>
    parts.context.metrics.underWay('consumer') + parts.context.metrics.underWay('provider') > 0;
  while (busy() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function abandon(parts: ConnectorParts, sentence: string): Promise<Result<never, string>> {
  await closeParts(parts);
  return fail(sentence);
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number, key: string): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken; stop what uses it, or choose another in connector.json (${key}).`;
  return `The connector cannot listen on ${host}:${port} (${error.code ?? error.message}).`;
}
