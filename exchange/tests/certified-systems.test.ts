import assert from 'node:assert/strict';
import { request } from 'node:https';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { makeTlsIdentity, type TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { type Reply, reply } from './call.ts';
import {
  must,
  providerOrgnr,
  startTwoOrganisations,
  stated,
  type TwoOrganisations,
} from './two-organisations.ts';

describe('systems that prove themselves with a certificate', () => {
  let two: TwoOrganisations;
  let port: number;
  const system = makeTlsIdentity('arende', systemClock, { days: 1, dnsNames: [], ipAddresses: [] });
  const stranger = makeTlsIdentity('annan', systemClock, { days: 1, dnsNames: [], ipAddresses: [] });
  before(async () => {
    port = await freePort();
    two = await startTwoOrganisations({ consumer: { systemsTlsPort: port } });
    await must(two.consumer.admin('POST', '/systems', { name: 'arende', auth: 'mtls', pin: system.pin }));
  });
  after(() => two.close());

  const ask = (
    identity?: TlsIdentity,
    headers: Record<string, string> = {},
    path = `/exchange/${providerOrgnr}/foretag/eko`,
  ): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const keys = identity === undefined ? {} : { cert: identity.certPem, key: identity.keyPem };
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path,
          headers: { ...stated, ...headers },
          rejectUnauthorized: false,
          agent: false,
          ...keys,
        },
        (message) => {
          const chunks: Buffer[] = [];
          message.on('data', (chunk: Buffer) => chunks.push(chunk));
          message.on('end', () =>
            resolve(reply(message.statusCode ?? 0, message.headers, Buffer.concat(chunks))),
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  it('are known by it', async () => {
    const answer = await ask(system);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.headers['ena-client'], `${two.consumer.orgnr}/arende`);
  });

  it('are not known by another, whatever they call themselves', async () => {
    assert.equal((await ask(stranger)).status, 401);
    assert.equal((await ask(stranger, { 'ena-system': 'verksamhet' })).status, 401);
    assert.equal((await ask(stranger, { 'ena-system': 'arende' })).status, 401);
  });

  it('may call as X-Road clients too', async () => {
    const answer = await ask(
      system,
      { 'x-road-client': `SE/GOV/${two.consumer.orgnr}/arende` },
      `/r1/SE/GOV/${providerOrgnr}/register/foretag/eko`,
    );
    assert.equal(answer.status, 200, answer.text);
  });

  it('find nothing but the exchange on that port', async () => {
    for (const path of ['/admin/v1/status', '/health', '/metrics', '/log/checkpoint', '/'])
      assert.equal((await ask(system, {}, path)).status, 404, path);
  });

  it('are not listened to in the clear there', async () => {
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    assert.doesNotMatch(said, /^HTTP/);
  });
});
