import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import { verifyServedLog } from '@ena/testkit/judged-log.ts';
import { legalBasis, startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

const subject = '191212121212';
const secretPath = '/dokument/198001019999';
/** In the paths of calls that no operation matches. */
const inPath = '199909099999';

describe('what a connector shows without being asked who', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
    for (let i = 0; i < 5; i += 1) await two.ask(secretPath, { headers: { 'ena-subject': subject } });
    for (const path of [`/okand/${inPath}`, `/dokument/${inPath}/bilaga`])
      await two.ask(path, { headers: { 'ena-subject': subject } });
    await two.ask('/eko?personnummer=198001019999', {
      method: 'POST',
      body: `{"personnummer":"${subject}"}`,
      headers: { 'ena-subject': subject },
    });
    await two.consumer.call(`/exchange/2021005489/foretag/../198001019999`, {
      headers: { 'ena-subject': subject },
    });
  });
  after(() => two.close());

  it('health: ready, with no reasons', async () => {
    for (const side of [two.consumer, two.provider]) {
      const answer = await side.call('/health');
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.json, { status: 'ready', reasons: [] });
    }
  });

  it('health: HEAD tells the length that GET has', async () => {
    for (const { url } of [two.consumer, two.hub]) {
      const asked = await fetch(`${url}/health`, { method: 'HEAD' });
      const whole = await (await fetch(`${url}/health`)).text();
      assert.equal(asked.headers.get('content-length'), String(Buffer.byteLength(whole)));
    }
  });

  it('metrics: Prometheus text, with closed labels and nothing about anyone', async () => {
    const { text, headers } = await two.provider.call('/metrics');
    assert.match(String(headers['content-type']), /^text\/plain/);
    assert.match(text, /ena_exchange_seconds_count\{[^}]*outcome="answered"[^}]*\} 6/);
    assert.match(text, /ena_exchange_seconds_count\{[^}]*outcome="grant-missing"[^}]*\} 2/);
    assert.match(text, /ena_exchanges_under_way_provider 0/);
    for (const word of [subject, inPath, '198001019999', 'dokument', two.consumer.orgnr])
      assert.equal(text.includes(word), false, word);
    assert.match((await two.consumer.call('/metrics')).text, /outcome="grant-missing"[^}]*\} 2/);
  });

  it('the log: any verifier can read it whole, and hold it to its checkpoint', async () => {
    for (const side of [two.consumer, two.provider]) {
      const { size } = (await side.admin('GET', '/status')).json.log;
      assert.ok(size >= 7, `${size} entries`);
      await verifyServedLog(`${side.url}/log`, size);
    }
  });

  it('the log: tiles that are not there are 404, and no path leads out of it', async () => {
    for (const path of [
      '/log/tile/0/001',
      '/log/tile/0/000.p/255',
      '/log/tile/9/000',
      '/log/tile/0/x',
      '/log/tile/../state.sqlite',
      '/log/tile/%2e%2e/state.sqlite',
      '/log/tile/entries/999',
    ]) {
      assert.equal((await two.consumer.call(path)).status, 404, path);
    }
    assert.match(
      (await two.consumer.call('/log/vkey')).text,
      /^2120000829\.sandbox\.localhost\/log\+[0-9a-f]{8}\+\S+\n$/,
    );
  });

  it('its statement, on the port for others', async () => {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const answer = await request(`https://127.0.0.1:${two.provider.peerPort}/.well-known/openid-federation`, {
      dispatcher,
    });
    assert.equal(answer.headers['content-type'], 'application/entity-statement+jwt');
    const claims = JSON.parse(
      Buffer.from((await answer.body.text()).split('.')[1] ?? '', 'base64url').toString(),
    );
    assert.equal(claims.sub, two.provider.entityId);
    await dispatcher.close();
  });

  it('logs: one line for each exchange, and never a subject, a path, a query or a body', () => {
    for (const side of [two.consumer, two.provider]) {
      const text = side.lines.join('');
      for (const word of [subject, inPath, '198001019999', 'personnummer', 'dokument/1', side.operatorToken])
        assert.equal(text.includes(word), false, `${word} is in the log of ${side.orgnr}`);
      const exchanges = side.lines.map((line) => JSON.parse(line)).filter((line) => line.role !== undefined);
      assert.equal(exchanges.length, side === two.consumer ? 9 : 8);
      for (const line of exchanges) assert.match(line.exchangeId, /^[0-9a-f-]{36}$/);
    }
    const answered = two.provider.lines
      .map((line) => JSON.parse(line))
      .find((line) => line.operation === '/dokument/{id}');
    assert.ok(answered, 'the template stands in the line');
  });

  it('exchanges that no operation matches: on record with their path, listed without it', async () => {
    for (const side of [two.consumer, two.provider]) {
      const { items } = (await side.admin('GET', '/exchanges?limit=100')).json;
      assert.equal(JSON.stringify(items).includes(inPath), false);
      const unmatched = items.filter((one: { path: string }) => one.path === '–');
      assert.equal(unmatched.length, 2);
      const { record } = JSON.parse(await side.evidence(unmatched[0].exchangeId));
      const { operation } = JSON.parse(Buffer.from(record, 'base64').toString('utf8'));
      assert.deepEqual(operation, { method: 'GET', path: `/dokument/${inPath}/bilaga`, literal: true });
    }
  });

  it('files: nothing readable by others, and no record in the clear', () => {
    for (const side of [two.consumer, two.provider]) {
      for (const file of filesBelow(side.folder).filter((name) => !/\/lock\.[a-z-]+$/.test(name))) {
        assert.equal(statSync(file).mode & 0o077, 0, `${file} is open to others`);
        const content = readFileSync(file);
        for (const word of [subject, inPath, 'signatureBase'])
          assert.equal(content.includes(word), false, `${word} is in ${file}`);
        if (!/sqlite/.test(file))
          assert.equal(content.includes(legalBasis), false, `a record in the clear is in ${file}`);
      }
    }
  });

  it('a second start on the same folder goes on with the same log and the same keys', async () => {
    const before = (await two.consumer.admin('GET', '/status')).json;
    const first = (await two.consumer.admin('GET', '/exchanges?limit=100')).json.items.at(-1);
    const evidence = await two.consumer.evidence(first.exchangeId);
    await two.consumer.stop();
    await two.consumer.start();
    const answer = await two.ask('/dokument/1');
    assert.equal(Number(answer.headers['ena-evidence']), before.log.size);
    const after = (await two.consumer.admin('GET', '/status')).json;
    assert.equal(after.log.size, before.log.size + 1);
    assert.equal(after.log.vkey, before.log.vkey);
    await verifyServedLog(`${two.consumer.url}/log`, after.log.size);
    await assertProves(evidence, { anchorThumbprints: [two.hub.thumbprint] });
    await assertProves(await two.consumer.evidence(first.exchangeId), {
      anchorThumbprints: [two.hub.thumbprint],
    });
    assert.deepEqual((await two.consumer.admin('POST', '/log/verify')).json.unreadableRecords, 0);
  });

  it('a second connector on the same folder is refused with a sentence', async () => {
    await assert.rejects(two.consumer.start(), /in use|another process|already/i);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
