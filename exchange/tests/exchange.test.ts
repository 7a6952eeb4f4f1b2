import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import type { Reply } from './call.ts';
import {
  consumerOrgnr,
  legalBasis,
  providerOrgnr,
  purpose,
  startTwoOrganisations,
  type TwoOrganisations,
} from './two-organisations.ts';

describe('an exchange between two organisations', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  const proofs = async (answer: Reply) => {
    const id = String(answer.headers['ena-exchange-id']);
    const trusted = { anchorThumbprints: [two.hub.thumbprint] };
    return {
      consumer: await assertProves(await two.consumer.evidence(id), trusted),
      provider: await assertProves(await two.provider.evidence(id), trusted),
    };
  };

  it('carries body, query, status and headers there and back', async () => {
    const answer = await two.ask('/eko?namn=%C3%A5%C3%A4%C3%B6&x=1', {
      method: 'POST',
      body: JSON.stringify({ fråga: 'Åre, Örebro och Älvdalen', '€': 1 }),
      headers: { 'content-type': 'application/json', 'x-eget': 'värde', 'ena-subject': '191212121212' },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.method, 'POST');
    assert.equal(answer.json.url, '/eko?namn=%C3%A5%C3%A4%C3%B6&x=1');
    assert.deepEqual(JSON.parse(answer.json.body), { fråga: 'Åre, Örebro och Älvdalen', '€': 1 });
    assert.equal(answer.json.headers['x-eget'], 'värde');
    assert.equal(answer.json.headers['content-type'], 'application/json');
    assert.equal(answer.headers['x-tjanst'], 'räksmörgås');
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  });

  it('tells the service who asks, why and about whom, and nothing of the connectors', async () => {
    const answer = await two.ask('/eko', {
      method: 'POST',
      body: '{}',
      headers: { 'ena-subject': '191212121212' },
    });
    const { headers } = answer.json;
    assert.equal(headers['ena-client'], `${consumerOrgnr}/verksamhet`);
    assert.equal(headers['ena-exchange-id'], answer.headers['ena-exchange-id']);
    assert.equal(headers['ena-purpose'], purpose);
    assert.equal(headers['ena-legal-basis'], legalBasis);
    assert.equal(headers['ena-subject'], '191212121212');
    assert.match(headers.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
    for (const name of ['signature', 'signature-input', 'content-digest', 'user-agent'])
      assert.equal(headers[name], undefined, name);
    for (const name of ['signature', 'signature-input', 'content-digest', 'server', 'ena-error'])
      assert.equal(answer.headers[name], undefined, name);
  });

  it('keeps the trace of the caller', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await two.ask('/eko', { headers: { traceparent } });
    assert.ok(answer.json.headers.traceparent.startsWith('00-4bf92f3577b34da6a3ce929d0e0e4736-'));
  });

  it('has the same exchange on record with both, provable by anyone', async () => {
    const answer = await two.ask('/dokument/42', { headers: { 'ena-subject': '191212121212' } });
    assert.equal(answer.text, 'dokument 42');
    const { consumer, provider } = await proofs(answer);
    assert.equal(consumer.role, 'consumer');
    assert.equal(provider.role, 'provider');
    for (const summary of [consumer, provider]) {
      assert.equal(summary.exchangeId, answer.headers['ena-exchange-id']);
      assert.equal(summary.operation, 'GET /dokument/{id}');
      assert.equal(summary.consumer.name, 'Karlskrona kommun');
      assert.equal(summary.provider.name, 'Bolagsverket');
      assert.equal(summary.outcome, 'answered');
      assert.equal(summary.status, 200);
      assert.equal(summary.hasSubject, true);
      assert.notEqual(summary.timeStamp, undefined, 'the witness has seen it');
    }
  });

  for (const status of [201, 204, 304, 400, 404, 418, 500, 503]) {
    it(`passes on the service's own ${status} as an answer, not as a refusal`, async () => {
      const answer = await two.ask(`/status/${status}`);
      assert.equal(answer.status, status);
      assert.equal(answer.headers['ena-error'], undefined);
      const { consumer } = await proofs(answer);
      assert.equal(consumer.outcome, 'answered');
      assert.equal(consumer.status, status);
    });
  }

  it('answers HEAD without a body, and can prove it', async () => {
    const answer = await two.ask('/eko', { method: 'HEAD' });
    assert.equal(answer.headers['content-length'], undefined, 'nobody has said how long GET’s would be');
    assert.equal(answer.headers['transfer-encoding'], undefined);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.length, 0);
    await proofs(answer);
  });

  it('carries an empty body and a body of chunks', async () => {
    assert.equal((await two.ask('/eko', { method: 'POST' })).json.body, '');
    const chunked = await two.ask('/eko', {
      method: 'POST',
      body: 'å'.repeat(70_000),
      headers: { 'transfer-encoding': 'chunked' },
    });
    assert.equal(chunked.json.body, 'å'.repeat(70_000));
  });

  it('gives a service a type that can be signed where its own cannot', async () => {
    const answer = await two.ask('/typ');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/octet-stream');
    await proofs(answer);
  });

  it('never passes on headers of the connection, of the connector, or what claims to be X-Road', async () => {
    const answer = await two.ask('/eko', {
      headers: {
        connection: 'x-hemlig, close',
        'x-hemlig': '1',
        te: 'trailers',
        via: '1.1 x',
        forwarded: 'for=1',
        'ena-client': '5560000000/falsk',
        'ena-annat': 'x',
        'ena-system-key': 'nyckel',
        'x-road-client': 'SE/GOV/5560000000/falsk',
        'x-road-userid': 'SE191212121212',
      },
    });
    const { headers } = answer.json;
    for (const name of ['x-hemlig', 'te', 'via', 'forwarded', 'ena-annat', 'ena-system-key', 'x-road-client'])
      assert.equal(headers[name], undefined, name);
    assert.equal(headers['ena-client'], `${consumerOrgnr}/verksamhet`);
    assert.equal(headers['x-road-userid'], 'SE191212121212');
  });

  it('lists the exchange in both admin APIs, newest first', async () => {
    const answer = await two.ask('/dokument/7');
    for (const side of [two.consumer, two.provider]) {
      const [newest] = (await side.admin('GET', '/exchanges?limit=1')).json.items;
      assert.equal(newest.exchangeId, answer.headers['ena-exchange-id']);
      assert.equal(newest.path, '/dokument/{id}');
      assert.equal(newest.counterpart, side === two.consumer ? providerOrgnr : consumerOrgnr);
      assert.match(newest.leafHash, /^[0-9a-f]{64}$/);
    }
    assert.equal(
      Number(answer.headers['ena-evidence']),
      (await two.consumer.admin('GET', '/exchanges?limit=1')).json.items[0].index,
    );
  });
});
