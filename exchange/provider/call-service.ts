import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Dispatcher } from 'undici';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { fetchWhole } from '../http/fetch-whole.ts';
import { type HeaderList, travellingHeaders } from '../http/headers.ts';
import type { Service, Upstream } from '../state/services.ts';

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
export async function callService(
  context: ConnectorContext,
  service: Service,
  call: ServiceCall,
): Promise<Result<ServiceAnswer, Refusal>> {
  const authorised = service.upstream
    ? await authorise(context, service.upstream, call.headers)
    : ok(call.headers);
  if (!authorised.ok) return authorised;
  const { origin, path } = addressOf(service);
  try {
    const request = {
      method: call.method as Dispatcher.HttpMethod,
      path: path + call.pathAndQuery,
      headers: authorised.value,
      body: call.body.length > 0 ? call.body : null,
      headersTimeout: service.timeoutMs,
      bodyTimeout: service.timeoutMs,
    };
    const answer = await fetchWhole(context.servicePools.get(origin), request, context.config.maxBodyBytes);
    if (answer === 'too-large') return fail(refuse('service-too-large', 'Ask for less at a time.'));
    if (answer.status === 401 && service.upstream) context.upstreamTokens.forget(service.upstream);
    return ok({
      status: answer.status,
      headers: withSignableType(travellingHeaders(answer.headers)),
      body: answer.body,
    });
  } catch (error) {
    return fail(serviceProblem(error));
  }
}

interface Address {
  readonly origin: string;
  /** Without a slash at its end. */
  readonly path: string;
}

const addresses = new WeakMap<Service, Address>();

/** Where a service is; read once, for it stays as it is until it is replaced. */
function addressOf(service: Service): Address {
  const known = addresses.get(service);
  if (known !== undefined) return known;
  const { origin, pathname } = new URL(service.url);
  const address = { origin, path: pathname.replace(/\/$/, '') };
  addresses.set(service, address);
  return address;
}

/** The type is signed, so it is one line of ASCII; a service that says anything else has said nothing usable. */
function withSignableType(headers: HeaderList): HeaderList {
  const type = headers['content-type'];
  if (type === undefined || (typeof type === 'string' && /^[\x20-\x7e]*$/.test(type))) return headers;
  return { ...headers, 'content-type': 'application/octet-stream' };
}

async function authorise(
  context: ConnectorContext,
  upstream: Upstream,
  headers: HeaderList,
): Promise<Result<HeaderList, Refusal>> {
  const token = context.upstreamTokens.get(upstream);
  if (typeof token === 'string') return ok({ ...headers, authorization: `Bearer ${token}` });
  const fetched = await token;
  if (!fetched.ok)
    return fail(
      refuse(
        'service-credentials',
        'The provider must mend the credentials of its connector for this service.',
        fetched.error,
      ),
    );
  return ok({ ...headers, authorization: `Bearer ${fetched.value}` });
}

const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
  'UND_ERR_INVALID_ARG',
]);
const timedOut = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function serviceProblem(error: unknown): Refusal {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  if (timedOut.has(code))
    return refuse(
      'service-timeout',
      'Whether the service acted is not known. Repeat only what may be done twice.',
      code,
    );
  if (notSent.has(code))
    return refuse('service-unreachable', 'The service did not take the call. It may be repeated.', code);
  return refuse(
    'service-broke-off',
    'Whether the service acted is not known. Repeat only what may be done twice.',
    code,
  );
}
