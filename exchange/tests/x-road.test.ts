import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { sha512 } from '@ena/kernel/crypto/digest.ts';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import type { CallOptions } from './call.ts';
import {
  consumerOrgnr,
  legalBasis,
  must,
  providerOrgnr,
  purpose,
  startTwoOrganisations,
  type TwoOrganisations,
} from './two-organisations.ts';

/** https://docs.x-road.global/Protocols/pr-rest_x-road_message_protocol_for_rest.html */
describe('a client written for X-Road', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
    await must(
      two.consumer.admin('POST', '/systems', {
        name: 'arende',
        auth: 'loopback',
        defaultPurpose: purpose,
        defaultLegalBasis: legalBasis,
      }),
    );
  });
  after(() => two.close());

  const client = `SE/GOV/${consumerOrgnr}/arende`;
  const service = `SE/GOV/${providerOrgnr}/register/foretag`;
  const ask = (path: string, options: CallOptions = {}) =>
    two.consumer.call(`/r1/${service}${path}`, {
      ...options,
      headers: { 'X-Road-Client': client, ...options.headers },
    });

  it('gets the service’s answer with the headers of the protocol', async () => {
    const answer = await ask('/eko?fråga=1'.replace('å', '%C3%A5'), {
      method: 'POST',
      body: 'räksmörgås',
      headers: { 'X-Road-Id': 'min-fråga-1'.replace('å', 'a'), 'content-type': 'text/plain' },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.body, 'räksmörgås');
    assert.equal(answer.json.url, '/eko?fr%C3%A5ga=1');
    assert.equal(answer.headers['x-road-client'], client);
    assert.equal(answer.headers['x-road-service'], service);
    assert.equal(answer.headers['x-road-id'], 'min-fraga-1');
    assert.match(String(answer.headers['x-road-request-id']), /^[0-9a-f-]{36}$/);
    assert.match(String(answer.headers['x-road-request-hash']), /^[A-Za-z0-9+/]{86}==$/, 'SHA-512 in base64');
    assert.equal(answer.headers['x-road-error'], undefined);
    assert.equal(answer.headers['ena-exchange-id'], undefined);
  });

  for (const [what, body] of [
    ['', ''],
    [' and a body', 'räksmörgås'],
  ] as const)
    it(`is told the hash of its request as the connector received it: headers${what}`, async () => {
      const length = body === '' ? [] : [`content-length: ${Buffer.byteLength(body)}`];
      const lines = ['host: x', `x-road-client: ${client}`, 'connection: close', ...length];
      const head = `POST /r1/${service}/eko HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
      const told = await sayRaw(two.consumer.url, head + body);
      const hashed = sha512(
        `POST /r1/${service}/eko\r\n${lines.map((line) => line.replace(': ', ':')).join('\r\n')}\r\n`,
      );
      const expected = body === '' ? hashed : sha512(Buffer.concat([hashed, sha512(body)]));
      assert.equal(/^x-road-request-hash: (.*)\r$/m.exec(told)?.[1], expected.toString('base64'), told);
    });

  it('is not told the hash of a request of which only the headers were read', async () => {
    const answer = await ask('/a/../eko', { method: 'POST', body: 'oläst' });
    assert.equal(answer.headers['x-road-error'], 'Client.BadRequest');
    assert.equal(answer.headers['x-road-request-hash'], undefined);
  });

  it('asks for no metadata service: the name is that of a service nobody offers', async () => {
    for (const name of ['listMethods', 'getOpenAPI', 'listmethods']) {
      const answer = await two.consumer.call(`/r1/SE/GOV/${providerOrgnr}/register/${name}`, {
        headers: { 'X-Road-Client': client },
      });
      assert.equal(answer.headers['x-road-error'], 'Server.ServerProxy.UnknownService', name);
    }
  });

  it('has none of a security server’s headers from the service, whatever that says', async () => {
    const answer = await ask('/xroad');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['x-road-client'], client);
    assert.equal(answer.headers['x-road-service'], service);
    assert.equal(answer.headers['x-road-error'], undefined);
    assert.notEqual(answer.headers['x-road-id'], 'påhittat');
    assert.notEqual(answer.headers['x-road-request-id'], 'påhittat');
  });

  it('is asked for JSON where it does not say what it accepts', async () => {
    assert.equal((await ask('/eko')).json.headers.accept, 'application/json');
    assert.equal((await ask('/eko', { headers: { accept: 'text/csv' } })).json.headers.accept, 'text/csv');
  });

  it('has its exchange on record as any other', async () => {
    const answer = await ask('/dokument/1');
    const id = String(answer.headers['x-road-request-id']);
    const summary = await assertProves(await two.provider.evidence(id), {
      anchorThumbprints: [two.hub.thumbprint],
    });
    assert.equal(summary.consumer.system, 'arende');
    assert.equal(summary.purpose, purpose);
  });

  it('has its own headers at the service, unmodified, and none of a security server’s', async () => {
    const extension = {
      'x-road-represented-party': 'SE/COM/5560160680',
      'x-road-security-server': `SE/GOV/${providerOrgnr}/server`,
      'x-road-userid': 'SE191212121212',
      'x-road-issue': 'ÄR 2026/1'.replace('Ä', 'A'),
    };
    const answer = await ask('/eko', {
      headers: {
        ...extension,
        'x-road-id': 'meddelande-7',
        'x-road-request-hash': 'påhitt'.replace('å', 'a'),
      },
    });
    const { headers } = answer.json;
    for (const [name, value] of Object.entries(extension)) assert.equal(headers[name], value, name);
    assert.equal(headers['x-road-id'], 'meddelande-7', 'as the consumer signed it');
    assert.equal(headers['x-road-request-hash'], undefined);
    assert.equal(headers['x-road-client'], undefined);
  });

  it('finds its evidence by its own id, which both have signed for', async () => {
    const mine = 'fa2e18a5-c2cb-4d09-b994-f57727f7c3fb';
    const answer = await ask('/dokument/1', { headers: { 'x-road-id': mine } });
    await ask('/dokument/1', { headers: { 'x-road-id': 'ett annat' } });
    for (const side of [two.consumer, two.provider]) {
      const { items, _meta } = (await side.admin('GET', `/exchanges?messageId=${mine}`)).json;
      assert.equal(_meta.totalRecords, 1);
      assert.equal(items[0].exchangeId, answer.headers['x-road-request-id']);
      const file = await side.evidence(items[0].exchangeId);
      await assertProves(file, { anchorThumbprints: [two.hub.thumbprint] });
      const record = JSON.parse(Buffer.from(JSON.parse(file).record, 'base64').toString('utf8'));
      assert.equal(record.messageId, mine);
      assert.match(record.request.signatureBase, new RegExp(`^"ena-message-id": ${mine}$`, 'm'));
    }
    assert.equal((await two.provider.admin('GET', '/exchanges?messageId=okand')).json._meta.totalRecords, 0);
  });

  it('is told of an id that cannot be signed', async () => {
    const answer = await ask('/eko', { headers: { 'x-road-id': 'a'.repeat(201) } });
    assert.equal(answer.headers['x-road-error'], 'Client.BadRequest');
  });

  it('gets the service’s own errors as they are', async () => {
    const answer = await ask('/status/404');
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['x-road-error'], undefined);
    assert.equal(answer.headers['x-road-service'], service);
  });

  const cases: Record<string, readonly [number, string, () => ReturnType<typeof ask>]> = {
    'a grant that is missing': [500, 'Server.ServerProxy.AccessDenied', () => ask('/okand')],
    'a service that breaks off': [500, 'Server.ServerProxy.ServiceFailed', () => ask('/bryt')],
    'a service that is silent': [500, 'Server.ServerProxy.NetworkError', () => ask('/stum')],
    'a service nobody offers': [
      500,
      'Server.ServerProxy.UnknownService',
      () =>
        two.consumer.call(`/r1/SE/GOV/${providerOrgnr}/register/annan/x`, {
          headers: { 'X-Road-Client': client },
        }),
    ],
    'a member nobody registered': [
      500,
      'Server.ClientProxy.UnknownMember',
      () =>
        two.consumer.call('/r1/SE/COM/5560160680/register/foretag/x', {
          headers: { 'X-Road-Client': client },
        }),
    ],
    'a client of another organisation': [
      500,
      'Server.ClientProxy.UnknownMember',
      () => ask('/eko', { headers: { 'X-Road-Client': 'SE/GOV/5560160680/arende' } }),
    ],
    'a subsystem nobody registered': [
      500,
      'Server.ClientProxy.UnknownMember',
      () => ask('/eko', { headers: { 'X-Road-Client': `SE/GOV/${consumerOrgnr}/okand` } }),
    ],
    'a client that does not say who it is': [
      400,
      'Client.BadRequest',
      () => two.consumer.call(`/r1/${service}/eko`),
    ],
    'a member code that is no organisation number': [
      400,
      'Client.BadRequest',
      () => two.consumer.call('/r1/SE/GOV/123/register/foretag/x', { headers: { 'X-Road-Client': client } }),
    ],
    'a service without its subsystem': [
      400,
      'Client.BadRequest',
      () =>
        two.consumer.call(`/r1/SE/GOV/${providerOrgnr}/foretag`, { headers: { 'X-Road-Client': client } }),
    ],
    'a type that cannot be signed': [
      400,
      'Client.BadRequest',
      () => ask('/eko', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain; namn=å' } }),
    ],
    'a path with too few parts': [
      400,
      'Client.BadRequest',
      () => two.consumer.call('/r1/SE/GOV', { headers: { 'X-Road-Client': client } }),
    ],
    'a dot segment': [400, 'Client.BadRequest', () => ask('/a/../eko')],
  };
  for (const [what, [status, type, asked]] of Object.entries(cases)) {
    it(`is told of ${what} as ${type}`, async () => {
      const answer = await asked();
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers['x-road-error'], type);
      assert.match(String(answer.headers['content-type']), /^application\/json/);
      assert.deepEqual(Object.keys(answer.json), ['type', 'message', 'detail']);
      assert.equal(answer.json.type, type);
      assert.match(answer.json.detail, /^[0-9a-f-]{36}$/);
    });
  }
});

/** Says exactly this, and answers what was told until the connection ended. */
async function sayRaw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
