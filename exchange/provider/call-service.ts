import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Dispatcher } from 'undici';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { type HeaderList, travellingHeaders } from '../http/headers.ts';
import type { Service } from '../state/services.ts';

export interface ServiceCall {
  readonly method: string;
  /** Path below the service, and query. */
  readonly pathAndQuery: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** Calls the organisation's own service, once: a call is never repeated by the connector. */
export async function callService(context: ConnectorContext, service: Service, call: ServiceCall): Promise<Result<ServiceAnswer, Refusal>> {
  const authorised = await authorise(context, service, call.headers);
  if (!authorised.ok) return authorised;
  const base = new URL(service.url);
  try {
    const response = await context.servicePools.get(base.origin).request({
      method: call.method as Dispatcher.HttpMethod,
      path: base.pathname.replace(/\/$/, '') + call.pathAndQuery,
      headers: authorised.value,
      body: call.body.length > 0 ? call.body : null,
      headersTimeout: service.timeoutMs,
      bodyTimeout: service.timeoutMs,
    });
    const body = await wholeBody(response.body, context.config.maxBodyBytes);
    if (!body.ok) return body;
    if (response.statusCode === 401 && service.upstream) context.upstreamTokens.forget(service.upstream);
    return ok({ status: response.statusCode, headers: withSignableType(travellingHeaders(response.headers)), body: body.value });
  } catch (error) {
    return fail(serviceProblem(error));
  }
}

/** The type is signed, so it is one line of ASCII; a service that says anything else has said nothing usable. */
function withSignableType(headers: HeaderList): HeaderList {
  const type = headers['content-type'];
  if (type === undefined || (typeof type === 'string' && /^[\x20-\x7e]*$/.test(type))) return headers;
  return { ...headers, 'content-type': 'application/octet-stream' };
}

async function authorise(context: ConnectorContext, service: Service, headers: HeaderList): Promise<Result<HeaderList, Refusal>> {
  if (!service.upstream) return ok(headers);
  const token = context.upstreamTokens.get(service.upstream);
  if (typeof token === 'string') return ok({ ...headers, authorization: `Bearer ${token}` });
  const fetched = await token;
  if (!fetched.ok) return fail(refuse('service-credentials', 'The provider must mend the credentials of its connector for this service.', fetched.error));
  return ok({ ...headers, authorization: `Bearer ${fetched.value}` });
}

async function wholeBody(body: AsyncIterable<Buffer>, limit: number): Promise<Result<Buffer, Refusal>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) return fail(refuse('service-too-large', 'Ask for less at a time.'));
    chunks.push(chunk);
  }
  return ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
}

const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_INVALID_ARG']);
const timedOut = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function serviceProblem(error: unknown): Refusal {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  if (timedOut.has(code)) return refuse('service-timeout', 'Whether the service acted is not known. Repeat only what may be done twice.', code);
  if (notSent.has(code)) return refuse('service-unreachable', 'The service did not take the call. It may be repeated.', code);
  return refuse('service-broke-off', 'Whether the service acted is not known. Repeat only what may be done twice.', code);
}
