import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { singleHost } from './single-host.ts';

describe('a request to any listener', () => {
  const server = createServer(singleHost((_request, response) => response.end('här')));
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after(() => server.close());

  const ask = (headers: string) =>
    new Promise<string>((resolve) => {
      let told = '';
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\n${headers}\r\n`),
      );
      socket.on('data', (chunk) => {
        told += chunk.toString('utf8');
      });
      socket.on('close', () => resolve(told));
    });

  for (const headers of [
    'Host: a\r\nHost: b\r\n',
    'Host: a\r\nX-En: 1\r\nhOST: a\r\n',
    'Host: \r\nHost: a\r\n',
  ])
    it(`is refused with two hosts: ${JSON.stringify(headers)}`, async () => {
      const told = await ask(headers);
      assert.match(told, /^HTTP\/1\.1 400 [\s\S]*urn:ena:problem:http:malformed-request/);
      assert.match(told, /application\/problem\+json/);
    });

  it('is taken with one, also where other headers come twice', async () => {
    const told = await ask('Host: a\r\nX-Host: b\r\nAccept: c\r\nAccept: d\r\nConnection: close\r\n');
    assert.match(told, /^HTTP\/1\.1 200 /);
  });
});
