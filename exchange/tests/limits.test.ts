import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import type { Reply } from './call.ts';
import { eventually, startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

const slugOf = (answer: Reply) =>
  String(answer.json?.type ?? answer.status)
    .split(':')
    .at(-1);
const MiB = 1024 * 1024;

describe('the limits of a connector', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations({ timeoutMs: 5_000 });
  });
  after(() => two.close());

  it('lets a body of 20 MiB through, and refuses one byte more as the caller’s fault', async () => {
    const body = Buffer.alloc(20 * MiB, 'a');
    const largest = await two.ask('/eko', { method: 'PUT', body, headers: { 'content-type': 'text/plain' } });
    assert.equal(
      slugOf(largest),
      'service-too-large',
      'the echo of it in JSON is larger than an answer may be',
    );
    assert.equal(two.service.seen.at(-1)?.body.length, 20 * MiB);
    const tooLarge = await two.ask('/eko', {
      method: 'PUT',
      body: Buffer.alloc(20 * MiB + 1),
      headers: { 'content-type': 'text/plain' },
    });
    assert.equal(tooLarge.status, 413);
    assert.equal(slugOf(tooLarge), 'body-too-large');
    assert.match(tooLarge.json.detail, /20971520 bytes/);
  });

  it('refuses a body that grows too large without saying so', async () => {
    const answer = await two.ask('/eko', {
      method: 'PUT',
      body: Buffer.alloc(21 * MiB),
      headers: { 'transfer-encoding': 'chunked' },
    });
    assert.equal(slugOf(answer), 'body-too-large');
  });

  it('lets an answer of 20 MiB through, and refuses one byte more as the provider’s fault', async () => {
    const largest = await two.ask(`/bytes/${20 * MiB}`);
    assert.equal(largest.status, 200);
    assert.equal(largest.body.length, 20 * MiB);
    const tooLarge = await two.ask(`/bytes/${20 * MiB + 1}`);
    assert.equal(slugOf(tooLarge), 'service-too-large');
    assert.equal(tooLarge.json.fault, 'provider');
  });

  it('refuses two Host lines on every port, as the hub does', async () => {
    const told = /^HTTP\/1\.1 400 [\s\S]*urn:ena:problem:http:malformed-request/;
    const head = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n`;
    const path = '/exchange/2021005489/foretag/eko';
    assert.match(await rawPlain(two.consumer.url, head(path)), told);
    assert.match(await rawPlain(two.consumer.url, head('/health')), told);
    assert.match(await rawTls(two.provider.peerPort, head(path)), told);
    assert.match(await rawPlain(two.hub.url, head('/health')), told);
  });

  it('refuses headers beyond its measure on both ports, and goes on', async () => {
    const head = `GET /exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\nX-Stor: ${'a'.repeat(20_000)}\r\n\r\n`;
    const told =
      /^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*urn:ena:problem:http:headers-too-large/;
    assert.match(await rawPlain(two.consumer.url, head), told);
    assert.match(await rawTls(two.provider.peerPort, head), told);
    assert.equal((await two.ask('/eko')).status, 200);
  });
});

describe('more at once than a connector takes', () => {
  it('is answered 503 by the consumer’s, with Retry-After, and what is under way is not harmed', async () => {
    const two = await startTwoOrganisations({ consumer: { concurrentExchanges: 3 }, timeoutMs: 5_000 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => two.ask('/sen/300')));
    const taken = answers.filter((answer) => answer.status === 200);
    const refused = answers.filter((answer) => slugOf(answer) === 'too-many-exchanges');
    assert.equal(taken.length, 3);
    assert.equal(refused.length, 3);
    assert.equal(refused[0]?.headers['retry-after'], '1');
    assert.equal((await two.ask('/eko')).status, 200);
    await two.close();
  });

  it('is refused by the provider’s as the infrastructure’s fault', async () => {
    const two = await startTwoOrganisations({ provider: { concurrentExchanges: 2 }, timeoutMs: 5_000 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => two.ask('/sen/300')));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 2);
    const refused = answers.filter((answer) => slugOf(answer) === 'too-many-exchanges');
    assert.equal(refused.length, 3);
    assert.equal(refused[0]?.json.fault, 'infrastructure');
    await two.close();
  });

  it('is not taken up by one organisation alone: its share is, and what has left is given back', async () => {
    const two = await startTwoOrganisations({
      provider: { concurrentExchanges: 8, shareOfOneConsumer: 0.5 },
      timeoutMs: 5_000,
    });
    for (let round = 0; round < 2; round += 1) {
      const answers = await Promise.all(Array.from({ length: 7 }, () => two.ask('/sen/300')));
      assert.equal(answers.filter((answer) => answer.status === 200).length, 4);
      assert.equal(answers.filter((answer) => slugOf(answer) === 'too-many-exchanges').length, 3);
    }
    const own = await two.provider.call('/metrics');
    assert.match(own.text, /^ena_exchanges_under_way_provider(?:\{[^}]*\})? 0$/m);
    await two.close();
  });

  it('is refused when one organisation calls more often than it may, until it has waited', async () => {
    const two = await startTwoOrganisations({ provider: { ratePerSecond: 2, rateBurst: 5 } });
    const answers = [];
    for (let i = 0; i < 7; i += 1) answers.push(await two.ask('/dokument/1'));
    const refused = answers.filter((answer) => slugOf(answer) === 'rate-exceeded');
    assert.ok(refused.length >= 1, 'nothing was refused');
    assert.equal(refused[0]?.status, 429);
    assert.equal(refused[0]?.headers['retry-after'], '1');
    two.clocks.provider.shift(3_000);
    assert.equal((await two.ask('/dokument/1')).status, 200);
    await two.close();
  });

  it('cannot be brought about by a stranger in another’s name', async () => {
    const two = await startTwoOrganisations({ provider: { ratePerSecond: 0.1, rateBurst: 3 } });
    assert.equal((await two.ask('/eko')).status, 200);
    for (let i = 0; i < 6; i += 1) {
      const head = `GET /exchange/2021005489/foretag/eko HTTP/1.1\r\nHost: x\r\nConnection: close\r\nEna-Client: ${two.consumer.orgnr}/verksamhet\r\nEna-Exchange-Id: 01957b4e-7a3a-7abc-8def-0123456789ab\r\nEna-Purpose: x\r\nEna-Legal-Basis: x\r\nEna-Service: 2021005489/foretag\r\nSignature-Input: ena=("@method");created=1;keyid="${two.consumer.entityId}#x";tag="ena-exchange"\r\nSignature: ena=:AAAA:\r\n\r\n`;
      assert.match(await rawTls(two.provider.peerPort, head), / 401 /);
    }
    assert.equal((await two.ask('/eko')).status, 200, 'the allowance of the one named is untouched');
    await two.close();
  });
});

describe('an orderly end', () => {
  it('of the consumer’s connector lets what is under way finish and refuses what is new', async () => {
    const two = await startTwoOrganisations({ timeoutMs: 5_000 });
    const underWay = two.ask('/sen/600');
    await eventually('the call is with the service', () => two.service.seen.length > 0);
    const ended = two.consumer.stop();
    const late = await two.ask('/eko');
    assert.equal(slugOf(late), 'shutting-down');
    assert.equal(late.status, 503);
    assert.equal(late.headers['retry-after'], '5');
    assert.equal(
      (await two.consumer.call('/health')).json?.status ?? 'ready',
      'ready',
      'health is still told',
    );
    assert.equal((await underWay).text, 'sent');
    await ended;
    await two.consumer.start();
    assert.equal(
      (await two.consumer.admin('GET', `/exchanges/${(await underWay).headers['ena-exchange-id']}`)).status,
      200,
    );
    await two.close();
  });

  it('of the provider’s connector lets what is under way finish', async () => {
    const two = await startTwoOrganisations({ timeoutMs: 5_000 });
    const underWay = [two.ask('/sen/500'), two.ask('/sen/500')];
    await eventually('the calls are with the service', () => two.service.seen.length >= 2);
    await two.provider.stop();
    assert.deepEqual(
      (await Promise.all(underWay)).map((answer) => answer.text),
      ['sent', 'sent'],
    );
    await two.provider.start();
    assert.equal((await two.ask('/eko')).status, 200);
    await two.close();
  });

  it('has its patience: what takes longer is cut off, recorded, and told', async () => {
    const two = await startTwoOrganisations({ consumer: { shutdownSeconds: 1 }, timeoutMs: 20_000 });
    const underWay = two.ask('/stum');
    await eventually('the call is with the service', () => two.service.seen.length > 0);
    const from = Date.now();
    await two.consumer.stop();
    assert.ok(Date.now() - from < 3_500, `it took ${Date.now() - from} ms`);
    const answer = await underWay;
    assert.equal(slugOf(answer), 'provider-unreachable');
    await two.consumer.start();
    const onRecord = await two.consumer.admin('GET', `/exchanges/${answer.headers['ena-exchange-id']}`);
    assert.equal(onRecord.json.outcome, 'no-answer');
    await two.close();
  });

  it('does not cut off a large answer that the caller reads slowly', async () => {
    const two = await startTwoOrganisations();
    const socket = connect(Number(new URL(two.consumer.url).port), '127.0.0.1');
    socket.pause();
    socket.write(
      `GET /exchange/2021005489/foretag/bytes/${8 * MiB} HTTP/1.1\r\nHost: x\r\nEna-Purpose: handlaggning-av-bygglov\r\nEna-Legal-Basis: SFS-2017:900-5\r\nConnection: close\r\n\r\n`,
    );
    await eventually('the service has answered', () => two.service.seen.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const ended = two.consumer.stop();
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.resume();
    await new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
    assert.ok(bytes > 8 * MiB, `${bytes} bytes came`);
    await ended;
    await two.close();
  });
});

function rawPlain(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => socket.write(text));
  return whole(socket);
}

function rawTls(port: number, text: string): Promise<string> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => socket.write(text));
  return whole(socket);
}

function whole(socket: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
    });
    for (const end of ['end', 'close', 'error']) socket.on(end, () => resolve(answer));
  });
}
