import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:https';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { fixedClock } from '@ena/testkit/clock.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { sha256 } from '../crypto/digest.ts';
import { makeTlsIdentity, type TlsIdentity } from '../crypto/tls-certificate.ts';
import { createAuthenticate } from '../identity/authenticate.ts';
import { silentLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { systemClock } from '../time.ts';
import type { Route } from './route.ts';
import { startServer } from './server.ts';
import type { TlsListenerOptions } from './tls-listener.ts';

const identity = (name: string) =>
  makeTlsIdentity(name, systemClock, { days: 1, dnsNames: [], ipAddresses: ['127.0.0.1'] });
const own = identity('navet');
const [åsa, örjan] = [identity('asa'), identity('orjan')];

const thumbprintOf = ({ certPem }: TlsIdentity) =>
  sha256(Buffer.from(certPem.replaceAll(/-----[^-]+-----/g, ''), 'base64')).toString('base64url');

/** Answers what the handler knows of the connection. */
const echo: Route = {
  operation: 'echo',
  method: 'GET',
  path: '/echo',
  auth: { kind: 'public', why: 'A row of the test, about no one.' },
  limit: { bodyBytes: 0, perMinute: 1000 },
  audit: { record: 'never', why: 'A row of the test.' },
  summary: 'A row of the test',
  handler: async ({ tls }) => ({
    status: 200,
    body: { tls: tls !== undefined, certificate: tls?.certificate ?? null },
  }),
};

async function serve(more: Partial<TlsListenerOptions> = {}) {
  const tls = { host: '127.0.0.1', port: 0, certPem: own.certPem, keyPem: own.keyPem, ...more };
  return startServer({
    mounts: [{ room: 'toy', routes: [echo] }],
    host: '127.0.0.1',
    port: await freePort(),
    tls,
    clock: fixedClock(),
    log: silentLogger,
    metrics: createMetrics(),
    audit: { record: async () => {} },
    authenticate: createAuthenticate({ isOperator: () => false }),
    diagnose: () => [],
    closeWithinMs: 200,
  });
}

async function started(more: Partial<TlsListenerOptions> = {}) {
  const server = await serve(more);
  if (!server.ok) throw new Error(server.error);
  return server.value;
}

async function ask(
  port: number | undefined,
  more: RequestOptions = {},
): Promise<{ tls: boolean; certificate: unknown }> {
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/echo',
    ca: own.certPem,
    agent: false,
    ...more,
  }).end();
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return JSON.parse(text);
}

const shows = ({ certPem: cert, keyPem: key }: TlsIdentity) => ({ cert, key });

test('a handler is told the certificate that the caller showed, on every request of the connection', async (t) => {
  const server = await started();
  t.after(() => server.close());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  for (const _request of ['first', 'second'])
    assert.deepEqual(await ask(server.tlsPort, { ...shows(åsa), agent }), {
      tls: true,
      certificate: thumbprintOf(åsa),
    });
  assert.equal((await ask(server.tlsPort, shows(örjan))).certificate, thumbprintOf(örjan));
});

test('a caller without a certificate is let in, and one over plain HTTP is known for one', async (t) => {
  const server = await started();
  t.after(() => server.close());
  assert.deepEqual(await ask(server.tlsPort), { tls: true, certificate: null });
  const plain = await (await fetch(`${server.url}/echo`)).json();
  assert.deepEqual(plain, { tls: false, certificate: null });
});

test('a resumed session is that of the certificate it began with', async (t) => {
  const server = await started();
  t.after(() => server.close());
  const options = { host: '127.0.0.1', port: server.tlsPort ?? 0, ca: own.certPem, ...shows(åsa) };
  const first = connect(options);
  const [session] = (await once(first, 'session')) as [Buffer];
  first.destroy();
  const again = connect({ ...options, cert: undefined, key: undefined, session });
  await once(again, 'secureConnect');
  assert.equal(again.isSessionReused(), true);
  again.write('GET /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  let text = '';
  for await (const chunk of again) text += chunk;
  assert.equal(JSON.parse(text.split('\r\n\r\n')[1] ?? '').certificate, thumbprintOf(åsa));
});

test('where authorities are named, only certificates that they vouch for count', async (t) => {
  const server = await started({ clientCaPem: åsa.certPem });
  t.after(() => server.close());
  assert.equal((await ask(server.tlsPort, shows(åsa))).certificate, thumbprintOf(åsa));
  assert.deepEqual(await ask(server.tlsPort, shows(örjan)), { tls: true, certificate: null });
});

test('a certificate whose key the caller lacks is refused in the handshake', async (t) => {
  const server = await started();
  t.after(() => server.close());
  await assert.rejects(ask(server.tlsPort, { cert: åsa.certPem, key: örjan.keyPem }));
});

test('an older TLS than 1.3 is refused', async (t) => {
  const server = await started();
  t.after(() => server.close());
  await assert.rejects(ask(server.tlsPort, { maxVersion: 'TLSv1.2' }), /protocol version/i);
});

test('a port that is taken, and a key that is none, are one sentence, and nothing is left listening', async () => {
  const first = await started();
  const second = await serve({ port: first.tlsPort ?? 0 });
  assert.ok(!second.ok);
  assert.match(second.error, /^Port \d+ on 127\.0\.0\.1 is taken/);
  const third = await serve({ keyPem: 'inget' });
  assert.ok(!third.ok);
  assert.match(third.error, /^The server cannot listen on 127\.0\.0\.1:/);
  await first.close();
});

test('a stop ends the connections of the TLS listener too', async () => {
  const server = await started();
  const agent = new Agent({ keepAlive: true });
  await ask(server.tlsPort, { agent });
  await server.close();
  await assert.rejects(ask(server.tlsPort), /ECONNREFUSED/);
  agent.destroy();
});
