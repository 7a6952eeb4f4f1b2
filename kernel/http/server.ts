import { createServer, type RequestListener, type Server } from 'node:http';
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
import { refuse } from './answer.ts';
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
import { type StepTools, stepsFor } from './steps.ts';
import { systemRoutes } from './system-routes.ts';
import { traceContext } from './trace-context.ts';

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
  takeBodies(app);
  answerFailures(app, rows, tools);
  for (const [index, row] of rows.entries()) serve(app, row, index, tools);

  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close();
    return fail(whyNotListening(error, options));
  }
  const port = portOf(app.server, options.port);
  const close = async () => {
    if (stopping) return;
    stopping = true;
    await closeWithin(app, options.closeWithinMs ?? 10_000);
  };
  return ok({ url: `http://${options.host}:${port}`, port, routes: rows, close });
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
      const server = make(handler as RequestListener);
      server.requestTimeout = 120_000;
      server.headersTimeout = 20_000;
      server.keepAliveTimeout = 65_000;
      return server;
    },
  });
}

/** Gives each request its state at the start, and at the end one log line and one measure. */
function observe(
  app: FastifyInstance,
  rows: readonly MountedRoute[],
  { clock, log, metrics }: ServerOptions,
): void {
  app.addHook('onRequest', async (request) => {
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
  });
  app.addHook('onResponse', async (request, reply) => {
    const state = stateOf(request);
    if (state === undefined) return;
    const ms = performance.now() - state.startedAt;
    const { room, operation } = {
      room: state.row?.room ?? 'none',
      operation: state.row?.route.operation ?? 'none',
    };
    metrics.answered({ room, operation, status: reply.statusCode, seconds: ms / 1000 });
    const level = reply.statusCode >= 500 ? 'error' : 'info';
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

/** Bodies reach the steps parsed; a body that cannot be is refused before the handler. */
function takeBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => {
    const route = stateOf(request)?.row?.route;
    if (route === undefined || consumedTypes(route).length === 0 || bytes.length === 0) return undefined;
    const parsed = parseBody(mediaType(request.headers['content-type']) ?? '', bytes, route.repeatedFields);
    if (parsed.ok) return parsed.value;
    throw new UnreadableBody(parsed.error);
  });
}

class UnreadableBody extends Error {}

function answerFailures(app: FastifyInstance, rows: readonly MountedRoute[], tools: StepTools): void {
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const methods = methodsAt(rows, path);
    if (methods.length === 0) return refuse(tools, request, reply, refusal('not-found'));
    const allow = methods.join(', ');
    return refuse(tools, request, reply, refusal('method-not-allowed', `Use ${allow}.`), { allow });
  });
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
    onRequest: [...steps.beforeBody],
    preHandler: [...steps.afterBody],
    handler: steps.handle,
  });
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

function whyNotListening(error: unknown, { host, port }: ServerOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken; stop what uses it, or choose another with --port.`;
  if (code === 'EACCES') return `Port ${port} needs rights that this process lacks; choose one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}; check --host.`;
  return `The server cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}.`;
}

async function closeWithin(app: FastifyInstance, ms: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), ms);
  cut.unref();
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
