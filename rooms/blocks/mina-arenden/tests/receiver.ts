import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A status, or silence. */
export type Reaction = number | 'silent' | { readonly status: number; readonly retryAfter: string };

export interface Receiver {
  readonly url: string;
  /** Every POST, in order, whatever was answered. */
  readonly received: readonly Received[];
  /** What stood in WebHook-Request-Origin each time it was asked. */
  readonly asked: readonly (string | undefined)[];
  /** What it answers from now on; `undefined` to an OPTIONS without the permission. */
  react: (call: number) => Reaction;
  allows: string | undefined;
  /** Resolves with the POST of that number, from 0. */
  call(number: number): Promise<Received>;
}

/** Somebody else's server for webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const asked: (string | undefined)[] = [];
  const waiting = new Map<number, (call: Received) => void>();
  const receiver = {
    received,
    asked,
    allows: '*' as string | undefined,
    react: (_: number): Reaction => 204,
  };
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      asked.push(request.headers['webhook-request-origin'] as string | undefined);
      const headers = receiver.allows === undefined ? {} : { 'webhook-allowed-origin': receiver.allows };
      response.writeHead(200, headers).end();
      return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const number = received.push({ headers: request.headers, body }) - 1;
      const reaction = receiver.react(number);
      if (typeof reaction === 'number') response.writeHead(reaction).end();
      else if (reaction !== 'silent')
        response.writeHead(reaction.status, { 'retry-after': reaction.retryAfter }).end();
      waiting.get(number)?.(received[number] as Received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/å?nyckel=1`;
  const call = (number: number) => {
    const there = received[number];
    return there ? Promise.resolve(there) : new Promise<Received>((resolve) => waiting.set(number, resolve));
  };
  return Object.assign(receiver, { url, call });
}

/** By the rules of Standard Webhooks, with the runtime's own cryptography. */
export async function isSigned({ headers, body }: Received, secret: string): Promise<boolean> {
  const raw = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = Buffer.from(String(headers['webhook-signature']).replace(/^v1,/, ''), 'base64');
  return crypto.subtle.verify('HMAC', key, signature, Buffer.from(text));
}
