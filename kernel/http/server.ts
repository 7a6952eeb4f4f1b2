import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Clock } from '../time.ts';
import type { AuditTrail } from '../trace/audit.ts';
import { answer, refuse } from './answer.ts';
import { apiRoutes } from './api-routes.ts';
import { consumedTypes, mediaType, parseBody } from './body.ts';
import { refuseBrokenRequest } from './broken-request.ts';
import { type Diagnose, healthOf } from './health.ts';
import { type Mount, type MountedRoute, methodsAt, mountedRoutes } from './mount.ts';
import { problemContentType } from './problem.ts';
import { createRateLimiter } from './rate-limit.ts';
import { type RefusalSlug, refusal } from './refusals.ts';
import { requestId } from './request-id.ts';
import { rememberState, stateOf } from './request-state.ts';
import { singleHost } from './single-host.ts';
import { type StepTools, stepsFor } from './steps.ts';
import { systemRoutes } from './system-routes.ts';
import { type TlsListenerOptions, tlsServer } from './tls-listener.ts';
import { traceContext } from './trace-context.ts';
import { mayBeUnstorable } from './unstorable.ts';

export interface ServerOptions {
  readonly mounts: readonly Mount[];
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Where callers reach the server, without a trailing slash; default `http://host:port`. */
  readonly publicUrl?: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly audit: AuditTrail;
  readonly authenticate: Authenticate;
  readonly diagnose: Diagnose;
  /** Whether `/metrics` needs no operator token. Default false. */
  readonly openMetrics?: boolean;
  /** Makes the server around the tables' handler; for a caller that puts its own handler in front of some paths. */
  readonly createServer?: (handler: RequestListener) => Server;
  /** Serves the same tables over TLS as well, where client certificates can be shown. Default: no such listener. */
  readonly tls?: TlsListenerOptions;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. Default none. */
  readonly trustedProxies?: readonly string[];
  /** How long `close` waits for calls under way, in milliseconds (default 10,000). */
  readonly closeWithinMs?: number;
  /** Tests only, see `StepTools`. */
  readonly checkReplies?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Where the TLS listener listens, if there is one. */
  readonly tlsPort?: number;
  /** All that is served, with the kernel's own routes. */
  readonly routes: readonly MountedRoute[];
  /** Takes no new calls, lets those under way end within the deadline, then cuts what is left. */
  close(): Promise<void>;
}

/** Serves the tables. Fails with one sentence when the address cannot be had. */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer, string>> {
  let stopping = false;
  const publicUrl = options.publicUrl ?? `http://${options.host}:${options.port}`;
  const system: Mount = {
    room: 'kernel/http',
    routes: systemRoutes({
      health: () => healthOf(options.diagnose, stopping),
      metrics: options.metrics,
      openMetrics: options.openMetrics ?? false,
    }),
  };
  const apis = options.mounts.map((mount) => ({ room: mount.room, routes: apiRoutes(mount, publicUrl) }));
  const rows = mountedRoutes([system, ...options.mounts, ...apis]);
  const tools: StepTools = {
    ...options,
    limiter: createRateLimiter(options.clock),
    stopping: () => stopping,
    https: publicUrl.startsWith('https:'),
    checkReplies: options.checkReplies ?? false,
  };
  const app = bareServer(options);
  observe(app, rows, options);
  takeBodies(app, rows);
  answerStrays(app, rows, options.mounts, tools);
  answerFailures(app, tools);
  for (const [index, row] of rows.entries()) serve(app, row, index, tools);

  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close();
    return fail(whyNotListening(error, options));
  }
  const secure = options.tls && (await listenWithTls(app, options.tls));
  if (secure?.ok === false) {
    await app.close();
    return secure;
  }
  const port = portOf(app.server, options.port);
  const close = async () => {
    if (stopping) return;
    stopping = true;
    const servers = [app.server, ...(secure === undefined ? [] : [secure.value])];
    await closeWithin(app, servers, options.closeWithinMs ?? 10_000);
  };
  const running = { url: `http://${options.host}:${port}`, port, routes: rows, close };
  return ok(secure === undefined ? running : { ...running, tlsPort: portOf(secure.value, 0) });
}

function bareServer(options: ServerOptions): FastifyInstance {
  const make = options.createServer ?? createServer;
  return Fastify({
    logger: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    routerOptions: { maxParamLength: 256 },
    // An address that cannot be decoded; it has no row, so there is nothing more to go by.
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      reply
        .code(400)
        .header('content-type', problemContentType)
        .send(JSON.stringify(refusal('malformed-request')));
    },
    clientErrorHandler: refuseBrokenRequest,
    serverFactory: (handler) => {
      const server = make(singleHost(handler as RequestListener));
      setTimeouts(server);
      return server;
    },
  });
}

function setTimeouts(server: Server | TlsServer): void {
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
}

/** A second listener before the same tables. */
async function listenWithTls(
  app: FastifyInstance,
  tls: TlsListenerOptions,
): Promise<Result<TlsServer, string>> {
  try {
    const server = tlsServer(tls, (request, response) => app.routing(request, response));
    setTimeouts(server);
    server.listen(tls.port, tls.host);
    await once(server, 'listening');
    return ok(server);
  } catch (error) {
    return fail(whyNotListening(error, tls));
  }
}

/** Gives each request its state at the start, and at the end one log line and one measure. */
function observe(
  app: FastifyInstance,
  rows: readonly MountedRoute[],
  { clock, log, metrics }: ServerOptions,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const now = clock.now();
    const id = requestId(request.headers['x-request-id'], now);
    rememberState(request, {
      requestId: id,
      trace: traceContext(request.headers.traceparent, now),
      startedAt: performance.now(),
      row: rowOf(request, rows),
      caller: undefined,
      callerName: 'anonymous',
      headers: { 'x-request-id': id },
      query: request.query as Record<string, unknown>,
    });
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    done();
    const state = stateOf(request);
    if (state === undefined) return;
    const ms = performance.now() - state.startedAt;
    const { room, operation } = {
      room: state.row?.room ?? 'none',
      operation: state.row?.route.operation ?? 'none',
    };
    metrics.answered({ room, operation, status: reply.statusCode, seconds: ms / 1000 });
    const level = reply.statusCode >= 500 ? 'error' : 'info';
    if (!log.isLevelEnabled(level)) return;
    log[level](
      {
        requestId: state.requestId,
        traceId: state.trace.traceId,
        room,
        operation,
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(ms * 10) / 10,
        caller: state.callerName,
      },
      'answered',
    );
  });
}

function rowOf(request: FastifyRequest, rows: readonly MountedRoute[]): MountedRoute | undefined {
  const index = (request.routeOptions.config as { row?: number }).row;
  return index === undefined ? undefined : rows[index];
}

/**
 * Bodies reach the steps parsed; a body that cannot be is refused before the handler. One parser for every type: those
 * that the tables name are told to Fastify, which takes apart again and again what it does not know.
 */
function takeBodies(app: FastifyInstance, rows: readonly MountedRoute[]): void {
  app.removeAllContentTypeParsers();
  const types = new Set(rows.flatMap(({ route }) => consumedTypes(route)));
  for (const type of [...types, '*']) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (request: FastifyRequest, bytes: Buffer, done) => {
      const state = stateOf(request);
      const route = state?.row?.route;
      if (route === undefined || consumedTypes(route).length === 0 || bytes.length === 0) return done(null);
      const parsed = parseBody(mediaType(request.headers['content-type']) ?? '', bytes, route.repeatedFields);
      if (!parsed.ok) return done(new UnreadableBody(parsed.error));
      if (state !== undefined && !Buffer.isBuffer(parsed.value) && mayBeUnstorable(bytes))
        state.oddBody = true;
      return done(null, parsed.value);
    });
  }
}

class UnreadableBody extends Error {}

/** The first mount that has a page for a stray call shows it; the others get the problem document. */
function answerStrays(
  app: FastifyInstance,
  rows: readonly MountedRoute[],
  mounts: readonly Mount[],
  tools: StepTools,
): void {
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const methods = methodsAt(rows, path);
    const allow = methods.join(', ');
    const problem = allow === '' ? refusal('not-found') : refusal('method-not-allowed', `Use ${allow}.`);
    const more: Record<string, string> = allow === '' ? {} : { allow };
    const requestId = stateOf(request)?.requestId ?? '';
    const call = { problem, path, headers: request.headers, requestId };
    for (const { strays } of mounts) {
      const page = strays?.(call);
      if (page !== undefined)
        return answer(tools, request, reply, { ...page, headers: { ...more, ...page.headers } });
    }
    return refuse(tools, request, reply, problem, more);
  });
}

function answerFailures(app: FastifyInstance, tools: StepTools): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof UnreadableBody) {
      return refuse(tools, request, reply, refusal('malformed-body', error.message));
    }
    const slug = frameworkRefusals[error.code];
    if (slug !== undefined) return refuse(tools, request, reply, refusal(slug));
    tools.log.error({ err: error, requestId: stateOf(request)?.requestId }, 'a handler failed');
    return refuse(
      tools,
      request,
      reply,
      refusal('internal-error', 'Tell the operator the value of X-Request-Id.'),
    );
  });
}

/** https://fastify.dev/docs/latest/Reference/Errors/ */
const frameworkRefusals: Readonly<Record<string, RefusalSlug>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-body',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_ERR_ASYNC_CONSTRAINT: 'malformed-request',
};

function serve(app: FastifyInstance, row: MountedRoute, index: number, tools: StepTools): void {
  const steps = stepsFor(row, tools);
  app.route({
    method: row.route.method,
    url: row.route.path,
    bodyLimit: Math.max(1, row.route.limit.bodyBytes),
    config: { row: index },
    onRequest: steps.beforeBody,
    handler: steps.afterBody,
  });
}

function portOf(server: Server | TlsServer, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

function whyNotListening(error: unknown, { host, port }: Pick<ServerOptions, 'host' | 'port'>): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken; stop what uses it, or choose another with --port.`;
  if (code === 'EACCES') return `Port ${port} needs rights that this process lacks; choose one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}; check --host.`;
  return `The server cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}.`;
}

/** The first of the servers is the application's own. */
async function closeWithin(
  app: FastifyInstance,
  servers: readonly (Server | TlsServer)[],
  ms: number,
): Promise<void> {
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, ms);
  cut.unref();
  const others = servers.slice(1).map((server) => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    return closed;
  });
  try {
    await Promise.all([app.close(), ...others]);
  } finally {
    clearTimeout(cut);
  }
}
