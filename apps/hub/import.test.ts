import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { readCaseImport } from './config/import-cases.ts';

const program = fileURLToPath(new URL('./import.ts', import.meta.url));
const header =
  'organisationsidentitet;namnskyddslopnummer;registreringsland;organisationsnamn;organisationsform;avregistreringsdatum;' +
  'avregistreringsorsak;pagandeAvvecklingsEllerOmstruktureringsforfarande;registreringsdatum;verksamhetsbeskrivning;postadress\n';
const row =
  '"5560360793$ORGNR-IDORG";"1";"SE-LAND";"Åkeriet i Övik AB$FORETAGSNAMN-ORGNAM$2001-02-03";"AB-ORGFO";"";"";"";"2001-02-03";"Åkeri";"Gatan 1$$ÖRNSKÖLDSVIK$89131$Sverige"\n';

function run(...args: string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });
}

test('a bulk file is taken in once, with its bad rows listed by line and reason', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'bolagsverket_bulkfil.txt');
  writeFileSync(file, `${header}${row}"not a row";"1"\n`);
  const args = ['--kind', 'bolagsverket', '--data', join(folder.path, 'company'), file];
  const first = run(...args);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /^1 rows taken in, 1 skipped/);
  assert.ok(existsSync(`${file}.rejected.tsv`));
  assert.match(readFileSync(`${file}.rejected.tsv`, 'utf8'), /^3\t/m);
  assert.match(run(...args).stdout, /taken in before/);
  const { kind, rows, rejected, told } = JSON.parse(run(...args, '--again', '--json').stdout);
  assert.deepEqual([kind, rows, rejected], ['imported', 1, 1]);
  assert.match(told, /^1 rows taken in/);
});

test('wrong use and wrong files get one clear answer and an exit code of their own', () => {
  using folder = temporaryFolder();
  const data = ['--data', join(folder.path, 'company')];
  assert.equal(run().status, 2);
  assert.equal(run('--kind', 'pdf', 'x').status, 2);
  const missing = run('--kind', 'scb', ...data, join(folder.path, 'saknas.txt'));
  assert.equal(missing.status, 1);
  const wrong = join(folder.path, 'annat.txt');
  writeFileSync(wrong, 'a;b\n1;2\n');
  const refused = run('--kind', 'bolagsverket', ...data, wrong);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /lacks the columns/);
});

test('the import of cases wants one file, a producer and a format that there is', () => {
  const env = { DATABASE_URL: 'postgres://å' };
  const read = (...args: string[]) => readCaseImport(args, env);
  const codeOf = (...args: string[]) => {
    const answer = read(...args);
    return answer.kind === 'stop' ? answer.code : 'run';
  };
  const whose = ['--producer', 'testkommunen'];
  assert.deepEqual(read(...whose, 'historik.ndjson'), {
    kind: 'run',
    invocation: {
      producer: 'testkommunen',
      format: 'ndjson',
      file: 'historik.ndjson',
      folder: './.ena/hub',
      databaseUrl: 'postgres://å',
    },
  });
  assert.equal(codeOf('--help'), 0);
  for (const wrong of [
    [],
    ['a'],
    [...whose, 'a', 'b'],
    [...whose, '--format', 'xml', 'a'],
    ['--prefix', 'A'],
  ])
    assert.equal(codeOf(...wrong), 2, wrong.join(' '));
});
