import { lookup as systemLookup } from 'node:dns';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { fail, ok, type Result } from '../result.ts';
import { isPublicAddress } from './public-address.ts';

/*
 * Calls to addresses that came from outside (metadata, jwks_uri, logos). Outside the sandbox only https to public
 * addresses, decided on the very address that the socket connects to, so that a name which changes its answer
 * gains nothing; never a redirect; bounded in size and in time as a whole.
 */

export interface OutgoingCall {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default 256 KiB. */
  readonly mostBytes?: number;
  /** For the whole call, default 5,000. */
  readonly withinMs?: number;
  /** Breaks the call off, as `unreachable`. */
  readonly signal?: AbortSignal;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type OutgoingProblem =
  /** No https URL, or one with credentials or a fragment; nothing was sent. */
  | 'address-refused'
  /** The name leads to an address that is not public; nothing was sent. */
  | 'address-not-public'
  | 'too-large'
  | 'too-slow'
  | 'unreachable'
  /** A redirect: what was asked for is elsewhere, and we do not follow. */
  | 'redirected';

export type CallOut = (url: string, call?: OutgoingCall) => Promise<Result<OutgoingAnswer, OutgoingProblem>>;

export interface CallOutOptions {
  /** True in the sandbox only: http and loopback are allowed, for everything there runs on one machine. */
  readonly anyAddress: boolean;
  /** Tests only: the answers of the name service. */
  readonly lookup?: LookupFunction;
}

export function createCallOut({
  anyAddress,
  lookup = systemLookup as LookupFunction,
}: CallOutOptions): CallOut {
  const agents = agentsFor(anyAddress ? lookup : publicOnly(lookup));
  return async (address, call = {}) => {
    const url = readAddress(address, anyAddress);
    if (url === undefined) return fail('address-refused');
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!anyAddress && isIP(literal) !== 0 && !isPublicAddress(literal)) return fail('address-not-public');
    return send(url, call, agents);
  };
}

interface Agents {
  readonly plain: PlainAgent;
  readonly tls: TlsAgent;
}

/** Connections are kept for a while: a federation is resolved by many small questions to the same few places. */
function agentsFor(lookup: LookupFunction): Agents {
  const options = {
    keepAlive: true,
    maxSockets: 64,
    maxFreeSockets: 64,
    scheduling: 'lifo',
    lookup,
  } as const;
  return { plain: new PlainAgent(options), tls: new TlsAgent(options) };
}

function readAddress(address: string, anyAddress: boolean): URL | undefined {
  if (address.length > 2048 || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const fits = url.protocol === 'https:' || (anyAddress && url.protocol === 'http:');
  return fits && url.username === '' && url.password === '' && url.hash === '' ? url : undefined;
}

class NotPublic extends Error {}

function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const open = (Array.isArray(found) ? found : []).filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (first === undefined) return callback(new NotPublic(), '', 0);
      return options.all ? callback(null, open) : callback(null, first.address, first.family);
    });
}

function send(
  url: URL,
  call: OutgoingCall,
  agents: Agents,
): Promise<Result<OutgoingAnswer, OutgoingProblem>> {
  return new Promise((resolve) => {
    const { method = 'GET', body, withinMs = 5000 } = call;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const isTls = url.protocol === 'https:';
    const agent = isTls ? agents.tls : agents.plain;
    const { signal } = call;
    const headers = { ...call.headers, ...length };
    const options: RequestOptions = { method, headers, agent, ...(signal && { signal }) };
    const request = (isTls ? tlsRequest : plainRequest)(url, options);
    // The first outcome counts: what a destroyed request still tells comes too late.
    const end = (outcome: Result<OutgoingAnswer, OutgoingProblem>) => {
      clearTimeout(timer);
      resolve(outcome);
      // What was read to its end leaves its connection for the next call.
      if (!outcome.ok) request.destroy();
    };
    const timer = setTimeout(() => end(fail('too-slow')), withinMs);
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      // A kept connection that the other end has meanwhile closed; the question is safe to ask again.
      if (request.reusedSocket && method === 'GET' && error.code === 'ECONNRESET')
        resolve(send(url, call, agents));
      else end(fail(error instanceof NotPublic ? 'address-not-public' : 'unreachable'));
    });
    request.on('response', (response) => receive(response, call.mostBytes ?? 262_144, end));
    request.end(body);
  });
}

function receive(
  response: IncomingMessage,
  mostBytes: number,
  end: (outcome: Result<OutgoingAnswer, OutgoingProblem>) => void,
): void {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    end(fail('redirected'));
    return;
  }
  const { headers } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) end(fail('too-large'));
    else chunks.push(chunk);
  });
  response.on('error', () => end(fail('unreachable')));
  response.on('aborted', () => end(fail('unreachable')));
  response.on('end', () => {
    if (size <= mostBytes)
      end(ok({ status, contentType: headers['content-type'], headers, body: Buffer.concat(chunks) }));
  });
}
