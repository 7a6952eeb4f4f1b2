import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freeBlock } from '@ena/testkit/ports.ts';
import { ended, isOneSentence, lastLine, lineOf, processesOf, runEna, spawnEna } from './tests/run-ena.ts';

const folder = temporaryFolder();
const data = join(folder.path, 'sandlåda å');

after(() => folder.remove());

describe('a sandbox that stays up', () => {
  let running: ChildProcess;
  let base: number;
  let service: Server;
  let serviceUrl: string;
  const uppsala = '2120003005';
  const statement = ['--purpose', 'planering', '--legal-basis', 'GDPR-6.1.e'];
  const own = (...args: readonly string[]) => runEna([...args, '--data', data, '--json']);

  before(async () => {
    base = await freeBlock();
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

  it('refuses ports that are taken for an organisation, and names free ones', async () => {
    const ran = await own(
      'org',
      'add',
      '2120000837',
      '--name',
      'Ronneby kommun',
      '--port',
      String(base + 10),
    );
    isOneSentence(ran, 3, /^Port \d+ eller \d+ är upptagen/, /^Port \d+ or \d+ is taken; .* --port \d+/);
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

  it('makes a producer of cases, whose first event is loaded with the command that it shows', async () => {
    const added = await own('cases', 'producer', 'add', '--prefix', 'TESTKOP', '--name', 'Mörtfors kommun');
    assert.equal(added.code, 0, added.stderr);
    const { id, organisation, loadUrl, loadKey } = lastLine(added);
    assert.deepEqual([id, organisation], ['mortfors-kommun', '2120009994']);
    const shown = await runEna(['cases', 'producer', 'key', id, '--data', data]);
    const [, url = '', key = '', body = ''] =
      /^curl -s (\S+) -H 'Authorization: Bearer (\S+)' -H 'Content-Type: application\/json' -d '(.+)'$/m.exec(
        shown.stdout,
      ) ?? assert.fail(shown.stdout);
    assert.equal(url, loadUrl);
    const load = (token: string) =>
      fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
    assert.deepEqual(await (await load(key)).json(), { antal: 1, nya: 1, ersatta: 0 });
    assert.equal((await load(loadKey)).status, 401, 'the key before holds no longer');
    const again = await own('cases', 'producer', 'add', '--prefix', 'TESTKOP', '--name', 'Ånge');
    isOneSentence(again, 1, /^Navet säger nej: .*prefix/, /^The hub says no: .*prefix/);
  });

  it('loads a file of events, and names the lines that it left out', async () => {
    const file = join(folder.path, 'händelser.ndjson');
    const event = (number: number, changes: object = {}) =>
      JSON.stringify({
        kundhandelseId: `h-${number}`,
        part: { kund: { identifierare: '191212121212', typ: 'Personnummer' } },
        rubrik: 'Ärendet är öppnat',
        beskrivning: 'Åtgärd väntar.',
        tidpunkt: '2026-08-20 09:12:00',
        kundhandelseTyp: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
        producentarendetKraverKundatgard: false,
        producentarendetKlart: false,
        ...changes,
      });
    const wrong = [event(1, { tidpunkt: 'igår' }), '{"å":', event(2, { kundhandelseTyp: 'ANNAN.A.B' })];
    const good = Array.from({ length: 1200 }, (_, place) => event(10 + place));
    writeFileSync(file, [...wrong, ...good, event(10)].join('\n'));
    const loaded = await own('cases', 'load', file, '--producer', 'mortfors-kommun');
    assert.equal(loaded.code, 0, loaded.stderr);
    const { created, replaced, leftOut, rejected } = lastLine(loaded);
    assert.deepEqual([created, replaced, leftOut], [1200, 1, 3]);
    assert.deepEqual(rejected.map(({ line }: { line: number }) => line).sort(), [1, 2, 3]);
    const key = ['--key', `load_${'x'.repeat(43)}`];
    const stranger = await own('cases', 'load', file, '--producer', 'mortfors-kommun', ...key);
    assert.equal(stranger.code, 1, stranger.stderr);
  });

  it('takes a CSV file too, and a producer away with all that it loaded', async () => {
    const file = join(folder.path, 'händelser.csv');
    const heading =
      'kundhandelseId;arende;arendeTyp;rubrik;beskrivning;tidpunkt;kundhandelseTyp;producentarendetKraverKundatgard;producentarendetKlart';
    writeFileSync(
      file,
      `${heading}\nå-1;Å 1;Diarienummer;Öppet;Nu;2026-01-02 10:00:00;ANGE.A.B;false;false\nå-2;;\n`,
    );
    const added = await own('cases', 'producer', 'add', '--prefix', 'ANGE', '--name', 'Ånge', '--id', 'ange');
    assert.equal(added.code, 0, added.stderr);
    const loaded = lastLine(await own('cases', 'load', file, '--producer', 'ange'));
    assert.deepEqual([loaded.created, loaded.rejected.length], [1, 1]);
    assert.equal((await own('cases', 'producer', 'remove', 'ange', '--yes')).code, 0);
    const ids = lastLine(await own('cases', 'producer', 'list')).producers.map(
      ({ id }: { id: string }) => id,
    );
    assert.ok(ids.includes('karlskrona') && !ids.includes('ange'), ids.join());
    assert.equal((await own('cases', 'producer', 'remove', 'ange', '--yes')).code, 4);
  });

  it('lets a life event happen at five authorities', async () => {
    for (const [name, person] of [
      ['flytta', '199706152387'],
      ['starta-foretag', '198211242386'],
    ] as const) {
      const played = await own('demo', name, '--pace', '0', '--person', person);
      assert.equal(played.code, 0, played.stderr);
      assert.match(lastLine(played).page, /\/arenden$/);
      const told = [...played.stderr.matchAll(/✓ (.+?):/g)].map(([, producer]) => producer);
      assert.equal(told.length, lastLine(played).events);
      assert.equal(new Set(told).size, 5, played.stderr);
    }
  });

  it('imports no history while the hub runs', async () => {
    const file = join(folder.path, 'händelser.ndjson');
    const ran = await own('cases', 'import', file, '--producer', 'mortfors-kommun');
    isOneSentence(ran, 3, /stoppa det först/, /stop it first/);
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

  it('imports a producer’s history while the hub stands still', async () => {
    const heading =
      'kundhandelseId;arende;arendeTyp;rubrik;beskrivning;tidpunkt;kundhandelseTyp;producentarendetKraverKundatgard;producentarendetKlart';
    const row = 'c-1;Å 1;Diarienummer;"Färdigt; äntligen";Klart;2020-02-29 12:00:00;TESTKOP.A.B;false;true';
    const file = join(folder.path, 'historik å.csv');
    writeFileSync(file, `${heading}\n${row}\nc-2;;;;;;;;\n`);
    const imported = await own('cases', 'import', file, '--producer', 'mortfors-kommun');
    assert.equal(imported.code, 0, imported.stderr);
    const { rows, rejected, report } = lastLine(imported);
    assert.deepEqual([rows, rejected], [1, 1]);
    assert.match(readFileSync(report, 'utf8'), /^3\t/m);
    assert.equal((await own('cases', 'import', file, '--producer', 'ingen')).code, 1);
  });
});
