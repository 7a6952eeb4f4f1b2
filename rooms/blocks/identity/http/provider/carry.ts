import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';

/*
 * Carries a call that passed the kernel's steps to oidc-provider, which speaks node:http alone, and its answer back.
 * So limits, headers and the audit trail hold for its endpoints as for any other, and the library sees no socket.
 */

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export interface CarriedCall {
  readonly method: string;
  /** Below the issuer's own path: `/token`. */
  readonly path: string;
  readonly request: Pick<RoomRequest, 'headers' | 'query' | 'body'>;
}

/** The request and the response as the library wants them. The URL is the public one, whatever `Host` said. */
export interface Pair {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly answered: Promise<RoomReply>;
}

/** Headers of a caller that the library reads; all others are the kernel's business. */
const carried = ['cookie', 'authorization', 'accept', 'accept-language', 'content-type', 'origin'];
const keptBack = new Set(['content-length', 'connection', 'transfer-encoding', 'date']);

export function pairFor(issuer: string, call: CarriedCall): Pair {
  const incoming = incomingFor(issuer, call);
  const response = new ServerResponse(incoming);
  return { incoming, response, answered: collect(response) };
}

/** Lets the library answer. */
export function carry(listener: Listener, issuer: string, call: CarriedCall): Promise<RoomReply> {
  const { incoming, response, answered } = pairFor(issuer, call);
  listener(incoming, response);
  return answered;
}

function incomingFor(issuer: string, { method, path, request }: CarriedCall): IncomingMessage {
  const base = new URL(issuer);
  const body = formOf(request.body);
  const incoming = new IncomingMessage(new Socket());
  const query = queryOf(request.query);
  Object.assign(incoming, {
    method,
    url: `${path}${query}`,
    originalUrl: `${base.pathname}${path}${query}`,
    headers: {
      ...Object.fromEntries(carried.flatMap((name) => headerOf(name, request.headers[name]))),
      host: base.host,
      'x-forwarded-proto': base.protocol.slice(0, -1),
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
  });
  if (body === undefined) return ended(incoming);
  if (Buffer.byteLength(body) <= readByLibrary) incoming.push(body);
  else Object.assign(incoming, { readable: false, body: request.body });
  return ended(incoming);
}

/** The library reads no longer body itself. It takes one that was read before, and advises against that once, on stderr. */
const readByLibrary = 56 * 1024;

function ended(incoming: IncomingMessage): IncomingMessage {
  incoming.push(null);
  return incoming;
}

function headerOf(name: string, value: string | string[] | undefined): [string, string][] {
  return value === undefined ? [] : [[name, Array.isArray(value) ? value.join('; ') : value]];
}

function formOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  return new URLSearchParams(body as Record<string, string>).toString();
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function collect(response: ServerResponse): Promise<RoomReply> {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  return new Promise((resolve) => {
    response.write = ((chunk: unknown) => {
      keep(chunk);
      return true;
    }) as typeof response.write;
    response.end = ((chunk?: unknown) => {
      keep(chunk);
      resolve(replyOf(response, Buffer.concat(chunks)));
      response.emit('finish');
      return response;
    }) as typeof response.end;
  });
}

function replyOf(response: ServerResponse, body: Buffer): RoomReply {
  const headers = Object.fromEntries(
    Object.entries(response.getHeaders())
      .filter(([name, value]) => value !== undefined && !keptBack.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  );
  return { status: response.statusCode, headers, ...(body.length === 0 ? {} : { body: body.toString() }) };
}
