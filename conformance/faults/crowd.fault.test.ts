import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { type Installation, install, type Reply } from './installation.ts';

const clients = 1_000;

describe('a crowd, and rubbish', { timeout: 120_000 }, () => {
  let place: Installation;
  before(async () => {
    // The allowance of one organisation is another limit, with tests of its own.
    place = await install({ connector: { ratePerSecond: 10_000, rateBurst: 10_000 } });
  });
  after(() => place.close());

  it(`${clients} clients at once, each on a connection of its own, are all answered`, async (t) => {
    const agent = new Agent({ keepAlive: true, maxSockets: clients });
    const from = performance.now();
    const answers = (
      await Promise.all(
        Array.from({ length: clients }, async () => [
          await place.ask(agent),
          await place.ask(agent),
          await place.ask(agent),
        ]),
      )
    ).flat();
    const seconds = (performance.now() - from) / 1000;
    agent.destroy();
    assert.deepEqual(tally(answers), { 200: 3 * clients });
    const ids = new Set(answers.map((answer) => answer.headers['ena-exchange-id']));
    assert.equal(ids.size, 3 * clients);
    const { size } = JSON.parse((await place.consumer.admin('GET', '/status')).text).log;
    assert.equal(size, 3 * clients);
    t.diagnostic(`${Math.round((3 * clients) / seconds)} exchanges a second`);
  });

  for (const port of ['own systems', 'other connectors'] as const) {
    it(`rubbish on the port for ${port} leaves it serving`, async () => {
      const open = () => (port === 'own systems' ? plain(place) : tls(place));
      const bare = () =>
        connect(
          port === 'own systems' ? Number(new URL(place.consumer.url).port) : place.provider.peerPort,
          '127.0.0.1',
        );
      const rubbish: (() => Promise<void>)[] = [
        ...Array.from({ length: 30 }, (_one, at) => () => throwAt(bare(), randomBytes(10 + at * 37))),
        ...Array.from({ length: 30 }, (_one, at) => () => throwAt(open(), randomBytes(10 + at * 37))),
        () =>
          throwAt(open(), `GET /exchange/x HTTP/1.1\r\nHost: x\r\nX-Stor: ${'a'.repeat(200_000)}\r\n\r\n`),
        () => throwAt(open(), `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
        () => throwAt(open(), `GET / HTTP/1.1\r\nHost: x\r\n${'X-En: 1\r\n'.repeat(5_000)}\r\n`),
        () =>
          throwAt(
            open(),
            'POST /exchange/2021005489/prov/svar HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
          ),
        () =>
          throwAt(
            open(),
            'POST /exchange/2021005489/prov/svar HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
          ),
        () =>
          throwAt(
            open(),
            'POST /exchange/2021005489/prov/svar HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
          ),
        () => throwAt(open(), 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
        () => throwAt(open(), 'CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n'),
        () =>
          throwAt(open(), 'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
        () =>
          throwAt(
            open(),
            'GET http://annan.example/exchange/2021005489/prov/svar HTTP/1.1\r\nHost: x\r\n\r\n',
          ),
      ];
      await Promise.all(rubbish.map((one) => one()));
      assert.equal((await place.ask()).status, 200);
      assert.ok(place.consumer.program.runs && place.provider.program.runs, 'a connector fell over');
    });
  }

  it('half requests are cut off in the end, and keep no one else from being served', async () => {
    const started = performance.now();
    const slow = [
      ...Array.from({ length: 100 }, () => drip(plain(place))),
      ...Array.from({ length: 100 }, () => drip(tls(place))),
    ];
    for (let i = 0; i < 20; i += 1) assert.equal((await place.ask()).status, 200);
    await Promise.all(slow);
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < 40, `the last was cut off after ${seconds} s`);
    assert.equal((await place.ask()).status, 200);
  });
});

function tally(answers: readonly Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function plain(place: Installation): Socket {
  return connect(Number(new URL(place.consumer.url).port), '127.0.0.1');
}

function tls(place: Installation): Socket {
  return connectTls({ port: place.provider.peerPort, host: '127.0.0.1', rejectUnauthorized: false });
}

function randomBytes(count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => Math.floor(Math.random() * 256)));
}

/** Writes, and goes when nothing more is said for half a second. */
function throwAt(socket: Socket, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.setTimeout(500, () => socket.destroy());
    socket.resume();
    socket.write(bytes);
  });
}

/** Sends a header now and then and never ends; resolves when the server has had enough. */
function drip(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => socket.write('X-Mer: 1\r\n'), 1_000);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve();
    });
    socket.resume();
    socket.write('GET /exchange/2021005489/prov/svar HTTP/1.1\r\nHost: x\r\n');
  });
}
