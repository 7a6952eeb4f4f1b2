import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:https';
import { join } from 'node:path';
import type { TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { type Reply, reply } from './call.ts';
import type { Organisation } from './organisation.ts';

/** One message as it lies on the wire; a test may change any of it. Header names in lower case. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Stands between two connectors with the TLS keys of both: what is left to protect an exchange is its signatures.
 * Passes on unchanged until it is told otherwise, and remembers.
 */
export interface ManInTheMiddle {
  readonly requests: WireRequest[];
  readonly answers: WireAnswer[];
  changeRequest: (message: WireRequest) => WireRequest | undefined;
  changeAnswer: (answer: WireAnswer) => WireAnswer | Promise<WireAnswer>;
  /** Sends a message to the provider's connector, with the consumer's TLS key unless another is given. */
  send(message: WireRequest, identity?: TlsIdentity): Promise<Reply>;
  passOn(): void;
  close(): void;
}

export function tlsIdentity({ folder }: Organisation): TlsIdentity {
  return JSON.parse(readFileSync(join(folder, 'keys', 'tls', 'current.json'), 'utf8')) as TlsIdentity;
}

export async function startManInTheMiddle(
  port: number,
  provider: Organisation,
  consumer: () => Organisation,
): Promise<ManInTheMiddle> {
  const { certPem, keyPem } = tlsIdentity(provider);
  const state: ManInTheMiddle = {
    requests: [],
    answers: [],
    changeRequest: (message) => message,
    changeAnswer: (answer) => answer,
    send: (message, identity = tlsIdentity(consumer())) => send(provider.peerPort, message, identity),
    passOn: () => {
      state.changeRequest = (message) => message;
      state.changeAnswer = (answer) => answer;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer(
    { cert: certPem, key: keyPem, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false },
    (message, response) => {
      void relay(state, message).then((answer) => {
        if (!answer) return response.destroy();
        return response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return state;
}

async function relay(state: ManInTheMiddle, message: IncomingMessage): Promise<WireAnswer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const came: WireRequest = {
    method: message.method ?? '',
    url: message.url ?? '',
    headers: flat(message.headers),
    body: Buffer.concat(chunks),
  };
  state.requests.push(came);
  const sent = state.changeRequest(copy(came));
  if (!sent) return undefined;
  const { status, headers, body } = await state.send(sent);
  const answer: WireAnswer = { status, headers: flat(headers), body };
  state.answers.push(answer);
  const changed = await state.changeAnswer({ ...answer, headers: { ...answer.headers } });
  const { 'transfer-encoding': _chunked, ...rest } = changed.headers;
  return { ...changed, headers: { ...rest, 'content-length': String(changed.body.length) } };
}

export function copy(message: WireRequest): WireRequest {
  return { ...message, headers: { ...message.headers }, body: Buffer.from(message.body) };
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** On a connection of its own. The length of the body is set anew. */
function send(port: number, message: WireRequest, { certPem, keyPem }: TlsIdentity): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { connection: _kept, 'transfer-encoding': _chunked, ...headers } = message.headers;
    const options = {
      host: '127.0.0.1',
      port,
      path: message.url,
      method: message.method,
      cert: certPem,
      key: keyPem,
      rejectUnauthorized: false,
      agent: false as const,
    };
    const length = { 'content-length': String(message.body.length) };
    const sent = request({ ...options, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve(reply(answer.statusCode ?? 0, answer.headers, Buffer.concat(chunks))));
    });
    sent.on('error', reject);
    sent.end(message.body);
  });
}
