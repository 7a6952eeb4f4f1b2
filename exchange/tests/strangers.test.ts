import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { eventually, startTwoOrganisations, stated, type TwoOrganisations } from './two-organisations.ts';

const MiB = 1024 * 1024;
const certificate = makeTlsIdentity('annan', systemClock, { days: 1, dnsNames: [], ipAddresses: [] });

/** A connection that never ends its message, and what it was answered. */
interface Occupier {
  readonly socket: Socket;
  told: string;
}

describe('those whom a connector does not know', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations({
      consumer: { concurrentExchanges: 5, bodyBytesAtOnce: 2 * MiB },
      provider: { concurrentExchanges: 5, bodyBytesAtOnce: 2 * MiB },
      timeoutMs: 5_000,
    });
  });
  after(() => two.close());

  const held = async (side: 'consumer' | 'provider') => {
    const { text } = await two[side].call('/metrics');
    const value = new RegExp(`^ena_body_bytes_held_${side}(?:\\{[^}]*\\})? (\\d+)$`, 'm').exec(text)?.[1];
    return Number(value ?? Number.NaN);
  };
  const underWay = async (side: 'consumer' | 'provider') => {
    const { text } = await two[side].call('/metrics');
    return Number(
      new RegExp(`^ena_exchanges_under_way_${side}(?:\\{[^}]*\\})? (\\d+)$`, 'm').exec(text)?.[1],
    );
  };

  const heads: Record<string, () => string> = {
    'no certificate and no envelope': () => '/x HTTP/1.1\r\nHost: x\r\n',
    'no certificate, in the name of one who is known': () => envelope(two),
  };
  for (const [what, head] of Object.entries(heads)) {
    it(`occupy nothing of a provider’s connector: ${what}`, async () => {
      const occupiers = await occupy(30, () => tls(two), `POST ${head()}Content-Length: 10\r\n\r\n123`);
      assert.equal((await two.ask('/eko')).status, 200);
      assert.equal(await underWay('provider'), 0);
      await everyoneIsTold(occupiers, /^HTTP\/1\.1 4\d\d /);
    });
  }

  it('occupy nothing of it with a certificate of their own making', async () => {
    const own = { cert: certificate.certPem, key: certificate.keyPem };
    const occupiers = await occupy(
      20,
      () => tls(two, own),
      `POST ${envelope(two)}Content-Length: 10\r\n\r\n1`,
    );
    assert.equal((await two.ask('/eko')).status, 200);
    await everyoneIsTold(occupiers, /^HTTP\/1\.1 401 .*peer-mismatch|key-unknown/s);
  });

  it('fill no memory of it, and are cut off soon after their answer', async () => {
    const occupiers = await occupy(
      10,
      () => tls(two),
      `POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: ${20 * MiB}\r\n\r\n`,
    );
    for (const { socket } of occupiers) socket.write(Buffer.alloc(MiB));
    await everyoneIsTold(occupiers, /^HTTP\/1\.1 400 /, false);
    assert.equal(await held('provider'), 0);
    await eventually('all are cut off', () => occupiers.every(({ socket }) => socket.destroyed), 6_000);
  });

  it('occupy nothing of a consumer’s connector, nor its memory', async () => {
    const head = `POST /exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\nEna-System: okand\r\nContent-Length: ${20 * MiB}\r\n\r\n`;
    const occupiers = await occupy(20, () => plain(two), head + 'a'.repeat(1000));
    assert.equal((await two.ask('/eko')).status, 200);
    assert.equal(await underWay('consumer'), 0);
    assert.equal(await held('consumer'), 0);
    await everyoneIsTold(occupiers, /^HTTP\/1\.1 401 .*system-unknown/s);
  });
});

describe('those whom a connector knows', () => {
  it('hold bodies up to a sum together, and are told when it is reached', async () => {
    const two = await startTwoOrganisations({ consumer: { bodyBytesAtOnce: 2 * MiB } });
    const fields = Object.entries(stated).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `PUT /exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\n${fields.join('')}Content-Length: ${3 * MiB}\r\n\r\n`;
    const occupiers = await occupy(4, () => plain(two), head);
    for (const { socket } of occupiers) socket.write(Buffer.alloc(MiB - 1000));
    const refused = () => occupiers.filter(({ told }) => /^HTTP\/1\.1 503 .*too-many-exchanges/s.test(told));
    await eventually('two are refused', () => refused().length === 2);
    const { text } = await two.consumer.call('/metrics');
    const held = Number(/^ena_body_bytes_held_consumer(?:\{[^}]*\})? (\d+)$/m.exec(text)?.[1]);
    assert.ok(held > 0 && held <= 2 * MiB, `${held} bytes held`);
    for (const { socket } of occupiers) socket.destroy();
    const all = async () => (await two.consumer.call('/metrics')).text;
    await eventually('all is given back', async () =>
      /^ena_body_bytes_held_consumer(?:\{[^}]*\})? 0$/m.test(await all()),
    );
    const whole = await two.ask('/eko', { method: 'PUT', body: Buffer.alloc(1.5 * MiB, 'a') });
    assert.equal(whole.status, 200, whole.text.slice(0, 200));
    await two.close();
  });
});

/** An envelope as a genuine message has it, and a signature that is none. */
function envelope({ consumer }: TwoOrganisations): string {
  return `/exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\nEna-Client: ${consumer.orgnr}/verksamhet\r\nEna-Exchange-Id: 01957b4e-7a3a-7abc-8def-0123456789ab\r\nEna-Purpose: x\r\nEna-Legal-Basis: x\r\nEna-Service: 2021005489/foretag\r\nSignature-Input: ena=("@method");created=1;keyid="${consumer.entityId}#x";tag="ena-exchange"\r\nSignature: ena=:AAAA:\r\n`;
}

async function occupy(count: number, open: () => Socket, head: string): Promise<readonly Occupier[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const occupier = { socket: open(), told: '' };
      occupier.socket.on('error', () => undefined);
      occupier.socket.on('data', (chunk: Buffer) => {
        occupier.told += chunk.toString('latin1');
      });
      await new Promise<void>((resolve) => occupier.socket.write(head, () => resolve()));
      return occupier;
    }),
  );
}

async function everyoneIsTold(occupiers: readonly Occupier[], answer: RegExp, end = true): Promise<void> {
  await eventually('each is answered', () => occupiers.every(({ told }) => answer.test(told)));
  if (end) for (const { socket } of occupiers) socket.destroy();
}

function tls({ provider }: TwoOrganisations, own: { cert?: string; key?: string } = {}): Socket {
  return connectTls({ port: provider.peerPort, host: '127.0.0.1', rejectUnauthorized: false, ...own });
}

function plain({ consumer }: TwoOrganisations): Socket {
  return connect(Number(new URL(consumer.url).port), '127.0.0.1');
}
