import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { eventually, startTwoOrganisations, stated, type TwoOrganisations } from './two-organisations.ts';

const body = 'Västra Götaland';
const length = Buffer.byteLength(body);

describe('a caller that holds its body back (Expect: 100-continue)', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  const own = () => connect(Number(new URL(two.consumer.url).port), '127.0.0.1');
  const exchange = (fields: Record<string, string | number>) =>
    head('PUT', '/exchange/2021005489/foretag/eko', { ...stated, ...fields });

  it('is told to go on when its headers have been judged, and then answered', async () => {
    const conversation = await begin(own(), exchange({ 'Content-Length': length }));
    await eventually('it may go on', () => conversation.told.startsWith('HTTP/1.1 100 Continue\r\n\r\n'));
    conversation.socket.write(body);
    await eventually('it is answered', () => /\r\n\r\nHTTP\/1\.1 200 .*Götaland/s.test(conversation.told));
    conversation.socket.write(exchange({ 'Content-Length': length }));
    await eventually('so again', () => conversation.told.endsWith('HTTP/1.1 100 Continue\r\n\r\n'));
    conversation.socket.destroy();
  });

  it('is told so when it calls the connector’s own API, too', async () => {
    const conversation = await begin(own(), head('POST', '/api/systems', { 'Content-Length': length }));
    await eventually('it may go on', () => conversation.told.startsWith('HTTP/1.1 100 Continue\r\n\r\n'));
    conversation.socket.destroy();
  });

  const refused: Record<string, { readonly to: () => Socket; readonly what: () => string; answer: RegExp }> =
    {
      'of a system that nobody knows': {
        to: own,
        what: () => exchange({ 'Ena-System': 'okand', 'Content-Length': length }),
        answer: /^HTTP\/1\.1 401 .*system-unknown/s,
      },
      'that would be too large': {
        to: own,
        what: () => exchange({ 'Content-Length': 21 * 1024 * 1024 }),
        answer: /^HTTP\/1\.1 413 .*body-too-large/s,
      },
      'of another connector that says nothing of itself': {
        to: () => connectTls({ port: two.provider.peerPort, host: '127.0.0.1', rejectUnauthorized: false }),
        what: () => head('PUT', '/exchange/2021005489/foretag/eko', { 'Content-Length': length }),
        answer: /^HTTP\/1\.1 400 .*header-invalid/s,
      },
    };
  for (const [whose, { to, what, answer }] of Object.entries(refused))
    it(`never sends a body ${whose}: it has its answer, and no more is read`, async () => {
      const conversation = await begin(to(), what());
      const ended = once(conversation.socket, 'close');
      await eventually('it is answered', () => answer.test(conversation.told));
      assert.match(conversation.told, /\r\nconnection: close\r\n/i);
      await ended;
    });
});

interface Conversation {
  readonly socket: Socket;
  told: string;
}

function head(method: string, path: string, fields: Record<string, string | number>): string {
  const lines = Object.entries({ Host: 'x', Expect: '100-continue', ...fields }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

async function begin(socket: Socket, text: string): Promise<Conversation> {
  const conversation = { socket, told: '' };
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    conversation.told += chunk.toString('utf8');
  });
  await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  return conversation;
}
