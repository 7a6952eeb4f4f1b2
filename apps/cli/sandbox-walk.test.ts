import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import {
  ended,
  freeBase,
  isOneSentence,
  lastLine,
  lineOf,
  processesOf,
  runEna,
  spawnEna,
} from './tests/run-ena.ts';

const folder = temporaryFolder();
const data = join(folder.path, 'sandlåda å');

after(() => folder.remove());

describe('a sandbox that stays up', () => {
  let running: ChildProcess;
  let service: Server;
  let serviceUrl: string;
  const uppsala = '2120003005';
  const statement = ['--purpose', 'planering', '--legal-basis', 'GDPR-6.1.e'];
  const own = (...args: readonly string[]) => runEna([...args, '--data', data, '--json']);

  before(async () => {
    const base = await freeBase();
    running = spawnEna(['start', '--sandbox', '--port', String(base), '--data', data]);
    running.stderr?.resume();
    await lineOf(running, 'Ctrl-C');
    running.stdout?.resume();
    service = createServer((request, response) => {
      const place = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ort: place }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => service.once('listening', resolve));
    serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  });

  after(async () => {
    service.close();
    running.kill('SIGTERM');
    await ended(running);
  });

  it('refuses a second start on its folder, whatever the ports', async () => {
    const ran = await runEna(['start', '--sandbox', '--once', '--data', data]);
    isOneSentence(ran, 3, /används redan av `ena start`/, /is already in use by `ena start`/);
  });

  it('starts the connector of an organisation that is added, and tells a second one no', async () => {
    const added = await own('org', 'add', uppsala, '--name', 'Uppsala kommun');
    assert.equal(added.code, 0, added.stderr);
    assert.equal(lastLine(added).running, true);
    const again = await own('org', 'add', uppsala, '--name', 'Uppsala kommun');
    assert.equal(again.code, 1);
    assert.match(lastLine(again).error.en, /is already in/);
  });

  it('lets the new organisation offer a service, grant it and be asked', async () => {
    const offer = ['--url', serviceUrl, '--operation', 'GET /prognos/{ort}', '--title', 'Väder i Åmål'];
    assert.equal((await own('service', 'add', 'vader', '--org', uppsala, ...offer)).code, 0);
    const ask = (path: string) => own('ask', `${uppsala}/vader`, path, '--org', '2120000829', ...statement);
    const denied = await ask('/prognos/Ume%C3%A5');
    assert.equal(denied.code, 1, denied.stderr);
    assert.match(lastLine(denied).error.en, /No grant covers this exchange/);

    const agreement = ['--consumer', '2120000829', ...statement, '--agreement', 'avtal-1'];
    const granted = await own('service', 'grant', 'vader', '--org', uppsala, ...agreement);
    assert.equal(granted.code, 0, granted.stderr);
    const answered = await ask('/prognos/Ume%C3%A5');
    assert.equal(answered.code, 0, answered.stderr);
    assert.deepEqual(lastLine(answered).body, { ort: 'Umeå' });

    const revoked = await own('service', 'revoke', lastLine(granted).id, '--org', uppsala);
    assert.equal(revoked.code, 0, revoked.stderr);
    assert.equal((await ask('/prognos/Ume%C3%A5')).code, 1);
  });

  it('takes a body from standard input', async () => {
    const args = ['ask', '2021005489/foretag', '/organisationer', '--org', '2120000829', '--body', '-'];
    const why = ['--purpose', 'arendehandlaggning', '--legal-basis', 'GDPR-6.1.e', '--data', data, '--json'];
    const ran = await runEna([...args, ...why], '{"identitetsbeteckning":"2021005489"}');
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal(lastLine(ran).body.organisationer.length, 1);
  });

  it('exports evidence that is refused when one byte of it is another', async () => {
    const out = join(folder.path, 'bevis.json');
    const exported = await own('evidence', 'export', 'latest', '--org', uppsala, '--out', out);
    assert.equal(exported.code, 0, exported.stderr);
    assert.equal((await own('evidence', 'verify', out)).code, 0);
    const file = JSON.parse(readFileSync(out, 'utf8'));
    const record = Buffer.from(file.record, 'base64');
    record[record.indexOf('planering')] = 'b'.charCodeAt(0);
    writeFileSync(out, JSON.stringify({ ...file, record: record.toString('base64') }));
    const refused = await own('evidence', 'verify', out);
    assert.equal(refused.code, 1);
    assert.equal(lastLine(refused).firstProblem.id, 'inclusion');
  });

  it('verifies its log, and finds it out when it once showed another past', async () => {
    const sound = await own('log', 'verify', '--org', '2021005489');
    assert.equal(sound.code, 0, sound.stderr);
    const { log, records } = lastLine(sound);
    assert.deepEqual([log.kind, log.vkeyFrom, records.ok, records.size], ['sound', 'caller', true, log.size]);
    const kept = join(data, 'known-logs.json');
    const known = readFileSync(kept, 'utf8');
    writeFileSync(kept, known.replace(/"root": "./, '"root": "_'));
    assert.equal((await own('log', 'verify', '--org', '2021005489')).code, 1);
  });

  it('shows what runs, and starts a program again that dies', async () => {
    const { organisations, running: isUp } = lastLine(await own('status'));
    assert.equal(isUp, true);
    assert.deepEqual(
      organisations.map((one: { orgnr: string }) => one.orgnr),
      ['2021005489', '2120000829', uppsala],
    );
    const pidOf = (): number | undefined =>
      JSON.parse(readFileSync(join(data, 'sandbox.json'), 'utf8')).organisations[2].pid;
    const before = pidOf();
    process.kill(before ?? 0, 'SIGKILL');
    const end = performance.now() + 20_000;
    while (pidOf() === before && performance.now() < end) await new Promise((wait) => setTimeout(wait, 200));
    const after = lastLine(await own('status'));
    assert.equal(after.running, true);
  });

  it('takes its programs with it when it is killed', async () => {
    running.kill('SIGKILL');
    await ended(running);
    const end = performance.now() + 15_000;
    while (processesOf(data).length > 0 && performance.now() < end)
      await new Promise((wait) => setTimeout(wait, 200));
    assert.deepEqual(processesOf(data), []);
  });
});
