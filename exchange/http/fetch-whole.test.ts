import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Pool } from 'undici';
import { fetchWhole } from './fetch-whole.ts';

async function answerOf(limit: number, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return await fetchWhole(pool, { method: 'GET', path: '/' }, limit);
  } finally {
    await pool.destroy();
    server.close();
    server.closeAllConnections();
  }
}

test('an answer in several pieces is put together, after an interim one', async () => {
  const answer = await answerOf(100, (_message, response) => {
    response.writeProcessing();
    response.writeHead(201, { 'X-Kommun': 'Karlskrona' }).write('Sjö');
    setTimeout(() => response.end('ängen'), 20);
  });
  assert.ok(answer !== 'too-large');
  assert.equal(answer.status, 201);
  assert.equal(answer.headers['x-kommun'], 'Karlskrona');
  assert.equal(answer.body.toString(), 'Sjöängen');
});

test('an answer of just the limit is taken, one byte more is not', async () => {
  const send =
    (bytes: number): RequestListener =>
    (_message, response) =>
      void response.end(Buffer.alloc(bytes));
  const taken = await answerOf(200_000, send(200_000));
  assert.ok(taken !== 'too-large');
  assert.equal(taken.body.length, 200_000);
  assert.equal(await answerOf(200_000, send(200_001)), 'too-large');
});

test('an answer that breaks off is an error and not a shorter answer', async () => {
  await assert.rejects(
    answerOf(100, (message, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('halv');
      setTimeout(() => message.socket.destroy(), 20);
    }),
  );
});
