import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freeBlock } from '@ena/testkit/ports.ts';
import { isOneSentence, lastLine, processesOf, type Ran, runEna } from './tests/run-ena.ts';

const folder = temporaryFolder();
const data = join(folder.path, 'sandlåda å');
let base: number;
let first: ReturnType<typeof lastLine>;

before(async () => {
  base = await freeBlock();
});

after(() => folder.remove());

function sandbox(...args: readonly string[]): Promise<Ran> {
  return runEna(['start', '--sandbox', '--once', '--json', '--port', String(base), '--data', data, ...args]);
}

describe('ena start --sandbox --once --json', () => {
  it('makes the first exchange on an empty folder and tells it in one line', async () => {
    const ran = await sandbox();
    assert.equal(ran.code, 0, ran.stderr);
    first = lastLine(ran);
    assert.deepEqual(Object.keys(first), [
      'exchangeId',
      'status',
      'organisation',
      'directMs',
      'exchangeMs',
      'consumerRecord',
      'providerRecord',
      'evidenceFile',
    ]);
    assert.match(first.exchangeId, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    assert.deepEqual(
      [first.status, first.organisation.orgnr, first.organisation.name],
      [200, '2120000829', 'Karlskrona kommun'],
    );
    assert.ok(first.directMs > 0 && first.exchangeMs > 0);
    for (const record of [first.consumerRecord, first.providerRecord]) {
      assert.equal(record.index, 0);
      assert.match(record.leafHash, /^[0-9a-f]{64}$/);
    }
    assert.notEqual(first.consumerRecord.leafHash, first.providerRecord.leafHash);
    assert.deepEqual(processesOf(data), []);
  });

  it('leaves evidence of both sides, which verifies against the folder’s own anchor', async () => {
    for (const role of ['consumer', 'provider']) {
      const file = first.evidenceFile.replace('.consumer.', `.${role}.`);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const verified = await runEna(['evidence', 'verify', file, '--data', data, '--json']);
      const verdict = lastLine(verified);
      assert.deepEqual([verified.code, verdict.ok, verdict.summary.role], [0, true, role]);
      assert.deepEqual(
        verdict.checks.filter((check: { ok: unknown }) => check.ok !== true),
        [],
      );
    }
  });

  it('goes on with the same logs at a second start, also on other ports, and asks for another organisation', async () => {
    base = await freeBlock();
    const ran = await sandbox('--ask', '202100-5489');
    assert.equal(ran.code, 0, ran.stderr);
    const second = lastLine(ran);
    assert.equal(second.organisation.name, 'Bolagsverket');
    assert.ok(second.consumerRecord.index > first.consumerRecord.index);
    assert.ok(second.providerRecord.index > first.providerRecord.index);
    assert.deepEqual(processesOf(data), []);
  });

  it('ends with 4 and one sentence when the registers do not know the organisation', async () => {
    isOneSentence(
      await sandbox('--ask', '5569999997'),
      4,
      /^Ingen organisation med nummer 5569999997 finns i registret/,
      /^There is no organisation with the number 5569999997/,
    );
    assert.deepEqual(processesOf(data), []);
  });

  it('knows it when it stands in an imported bulk file, whose bad row is skipped and reported', async () => {
    const file = join(folder.path, 'bolagsverket_bulkfil.txt');
    const columns =
      'organisationsidentitet;organisationsnamn;organisationsform;registreringsdatum;postadress';
    const row =
      '"5569999997$ORGNR-IDORG";"Skärgårdens Båtvarv AB$FORETAGSNAMN-ORGNAM$2001-02-03";"AB-ORGFO";"2001-02-03";"Ågatan 1$$ÅMÅL$66230$SE-LAND"';
    writeFileSync(file, `${columns}\n${row}\n"inget nummer";"x";"";"";""\n`);
    const command = ['company', 'import', '--kind', 'bolagsverket', file, '--data', data, '--json'];
    const imported = await runEna(command);
    assert.equal(imported.code, 0, imported.stderr);
    assert.deepEqual([lastLine(imported).rows, lastLine(imported).rejected], [1, 1]);
    assert.match(lastLine(imported).told, /^1 rows taken in, 1 skipped/);
    assert.match(lastLine(await runEna(command)).told, /taken in before/);
    const { organisation } = lastLine(await sandbox('--ask', '5569999997'));
    assert.deepEqual([organisation.name, organisation.city], ['Skärgårdens Båtvarv AB', 'ÅMÅL']);
  });

  it('ends with 2 for a number whose check digit is wrong', async () => {
    const ran = await sandbox('--ask', '2120000828');
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /är inget organisationsnummer/);
  });

  it('ends with 3 and one sentence when a port is taken', async () => {
    const other = createServer().listen(base + 21, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const ran = await sandbox();
    other.close();
    isOneSentence(ran, 3, /^Port \d+ på 127\.0\.0\.1 är upptagen/, /^Port \d+ on 127\.0\.0\.1 is taken/);
    assert.ok(ran.stderr.includes(`Port ${base + 21} `));
  });

  it('ends with 3 and one sentence when the folder cannot be used', async () => {
    const file = join(folder.path, 'fil');
    writeFileSync(file, '');
    for (const bad of [file, join(file, 'under')]) {
      const ran = await runEna(['start', '--sandbox', '--once', '--port', String(base), '--data', bad]);
      isOneSentence(ran, 3, /^Mappen .*går inte att använda: /, /^The folder .*cannot be used: /);
    }
  });
});
