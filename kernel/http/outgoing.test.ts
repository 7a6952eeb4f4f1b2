import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { after, describe, it } from 'node:test';
import { createCallOut } from './outgoing.ts';
import { isPublicAddress } from './public-address.ts';

const closers: (() => void)[] = [];
after(() => {
  for (const close of closers) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sandbox = createCallOut({ anyAddress: true });
const answers =
  (...addresses: string[]): LookupFunction =>
  (_name, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

async function problem(call: ReturnType<typeof sandbox>): Promise<string> {
  const outcome = await call;
  return outcome.ok ? `answered ${outcome.value.status}` : outcome.error;
}

describe('a call to an address that came from outside', () => {
  it('sends and receives in the sandbox, å ä ö and all', async () => {
    const url = await serve((request, response) => {
      response.setHeader('content-type', 'text/plain');
      request.pipe(response);
    });
    const outcome = await sandbox(url, { method: 'POST', body: 'Åäö' });
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.value.status, outcome.value.contentType], [200, 'text/plain']);
    assert.equal(outcome.value.body.toString(), 'Åäö');
  });

  it('tells the header fields of the answer, and is broken off when told to', async () => {
    const url = await serve((request, response) => {
      if (request.method === 'OPTIONS') response.writeHead(204, { 'WebHook-Allowed-Origin': '*' }).end();
    });
    const outcome = await sandbox(url, { method: 'OPTIONS' });
    assert.equal(outcome.ok && outcome.value.headers['webhook-allowed-origin'], '*');
    const breaking = new AbortController();
    const broken = problem(sandbox(url, { method: 'POST', body: '{}', signal: breaking.signal }));
    breaking.abort();
    assert.equal(await broken, 'unreachable');
    assert.equal(await problem(sandbox(url, { signal: breaking.signal })), 'unreachable');
  });

  it('does not follow, does not wait, does not swallow', async () => {
    const away = await serve((_request, response) => response.writeHead(302, { location: '/b' }).end());
    assert.equal(await problem(sandbox(away)), 'redirected');
    const silent = await serve(() => undefined);
    assert.equal(await problem(sandbox(silent, { withinMs: 50 })), 'too-slow');
    const endless = await serve((_request, response) => {
      response.write('a'.repeat(2000));
    });
    assert.equal(await problem(sandbox(endless, { mostBytes: 1000 })), 'too-large');
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('a');
      setTimeout(() => response.destroy(), 10);
    });
    assert.equal(await problem(sandbox(broken)), 'unreachable');
    assert.equal(await problem(sandbox('http://127.0.0.1:1/')), 'unreachable');
  });

  it('goes nowhere but to https and public addresses outside the sandbox', async () => {
    const inside = answers('127.0.0.1', '10.0.0.1', '::1', '169.254.169.254');
    const call = createCallOut({ anyAddress: false, lookup: inside });
    for (const url of [
      'http://example.org/',
      'ftp://example.org/',
      'https://a:b@example.org/',
      'https://example.org/#a',
      'inte en adress',
    ]) {
      assert.equal(await problem(call(url)), 'address-refused', url);
    }
    for (const url of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://rebinding.example/',
    ]) {
      assert.equal(await problem(call(url)), 'address-not-public', url);
    }
  });

  it('knows which addresses are public', () => {
    for (const address of ['193.10.0.1', '2a01:4f8::1'])
      assert.equal(isPublicAddress(address), true, address);
    for (const address of ['100.64.0.1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', 'localhost', '']) {
      assert.equal(isPublicAddress(address), false, address);
    }
  });
});
