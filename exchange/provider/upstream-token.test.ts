import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { freePort } from '@ena/testkit/ports.ts';
import type { Upstream } from '../state/services.ts';
import { UpstreamTokens } from './upstream-token.ts';

describe('the token that a service wants', () => {
  let folder: TemporaryFolder;
  let server: Server;
  let upstream: Upstream;
  let clock: FixedClock;
  let tokens: UpstreamTokens;
  let asked: { authorization: string; body: string }[];
  let answer: { status: number; body: string };
  before(async () => {
    folder = temporaryFolder();
    writeFileSync(join(folder.path, 'hemlighet'), 'hem:lig å\n');
    server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        asked.push({
          authorization: message.headers.authorization ?? '',
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    upstream = {
      kind: 'oauth',
      tokenUrl,
      clientId: 'ena',
      secretFile: join(folder.path, 'hemlighet'),
      scope: 'vdm:read',
    };
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    folder.remove();
  });
  beforeEach(() => {
    clock = fixedClock();
    tokens = new UpstreamTokens(clock);
    asked = [];
    answer = {
      status: 200,
      body: JSON.stringify({ access_token: 'token-1', token_type: 'Bearer', expires_in: 100 }),
    };
  });

  it('is fetched with the client’s credentials (RFC 6749 §4.4), once for all that wait', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => tokens.get(upstream)));
    assert.deepEqual(all[0], { ok: true, value: 'token-1' });
    assert.equal(asked.length, 1);
    assert.equal(
      asked[0]?.authorization,
      `Basic ${Buffer.from(`ena:${encodeURIComponent('hem:lig å')}`).toString('base64')}`,
    );
    assert.equal(asked[0]?.body, 'grant_type=client_credentials&scope=vdm%3Aread');
  });

  it('is at hand until nine tenths of its life are over', async () => {
    await tokens.get(upstream);
    clock.advance(89_999);
    assert.equal(tokens.get(upstream), 'token-1');
    clock.advance(1);
    answer = { status: 200, body: JSON.stringify({ access_token: 'token-2', expires_in: 100 }) };
    assert.deepEqual(await tokens.get(upstream), { ok: true, value: 'token-2' });
  });

  it('is fetched anew once the service refused it', async () => {
    await tokens.get(upstream);
    tokens.forget(upstream);
    await tokens.get(upstream);
    assert.equal(asked.length, 2);
  });

  it('is another for another scope', async () => {
    await tokens.get(upstream);
    await tokens.get({ ...upstream, scope: 'annan' });
    assert.equal(asked.length, 2);
  });

  for (const [what, given, reason] of [
    ['a refusal', { status: 401, body: '{"error":"invalid_client"}' }, 'token endpoint answered 401'],
    ['no token', { status: 200, body: '{}' }, 'token endpoint answered 200'],
    ['no JSON', { status: 200, body: '<html>' }, 'SyntaxError'],
  ] as const) {
    it(`is not there after ${what}, and is asked for again`, async () => {
      answer = given;
      assert.deepEqual(await tokens.get(upstream), { ok: false, error: reason });
      answer = { status: 200, body: '{"access_token":"t"}' };
      assert.deepEqual(await tokens.get(upstream), { ok: true, value: 't' });
    });
  }

  it('is not there without an endpoint or a secret', async () => {
    assert.deepEqual(await tokens.get({ ...upstream, tokenUrl: `http://127.0.0.1:${await freePort()}/` }), {
      ok: false,
      error: 'ECONNREFUSED',
    });
    assert.deepEqual(await tokens.get({ ...upstream, secretFile: join(folder.path, 'finns-inte') }), {
      ok: false,
      error: 'ENOENT',
    });
  });
});
