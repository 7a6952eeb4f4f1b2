import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { type Command, CommanderError } from 'commander';
import { writeWhole } from './folder/write-file.ts';
import { createProgram } from './program.ts';
import { type HeardShell, heardShell } from './tests/heard-shell.ts';

function leaves(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  if (command.commands.length === 0) return [path];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}

async function run(shell: HeardShell, args: readonly string[]): Promise<CommanderError | undefined> {
  try {
    await createProgram(shell).parseAsync([...args], { from: 'user' });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof CommanderError, String(error));
    return error;
  }
}

describe('the ena command', () => {
  it('has the commands that the documentation names', () => {
    assert.deepEqual(
      leaves(createProgram(heardShell())).map((path) => path.join(' ')),
      [
        'start',
        'status',
        'ask',
        'org add',
        'system add',
        'service add',
        'service grant',
        'service revoke',
        'service list',
        'evidence list',
        'evidence export',
        'evidence verify',
        'log verify',
        'cases producer add',
        'cases producer list',
        'cases producer key',
        'cases producer remove',
        'cases load',
        'cases import',
        'demo flytta',
        'demo starta-foretag',
        'company import',
        'federation policy',
        'key rotate',
      ],
    );
  });

  for (const path of leaves(createProgram(heardShell()))) {
    it(`shows examples and exit codes in the help of \`${path.join(' ')}\`, and takes --json and --data`, async () => {
      const shell = heardShell();
      const ended = await run(shell, [...path, '--help']);
      assert.equal(ended?.exitCode, 0);
      assert.match(shell.said.out, /\nExamples:\n {2}(?:ena|npm start)/);
      assert.match(shell.said.out, /\nExit codes:\n {2}0 {2}/);
      assert.match(shell.said.out, /--json/);
      assert.match(shell.said.out, /--data/);
    });
  }

  it('suggests the command that was probably meant', async () => {
    const shell = heardShell();
    assert.notEqual((await run(shell, ['evidnce', 'list']))?.exitCode, 0);
    assert.match(shell.said.err, /unknown command 'evidnce'[\s\S]*Did you mean evidence\?[\s\S]*ena --help/);
    await run(shell, ['service', 'grnt']);
    assert.match(shell.said.err, /Did you mean grant\?[\s\S]*ena service --help/);
    await run(shell, ['status', '--jsn']);
    assert.match(shell.said.err, /Did you mean --json\?/);
  });
});

describe('a command without a sandbox', () => {
  using folder = temporaryFolder();
  const data = ['--data', join(folder.path, 'tomt')];
  const why = ['--purpose', 'p', '--legal-basis', 'l'];

  for (const args of [
    ['status'],
    ['service', 'list'],
    ['evidence', 'list'],
    ['log', 'verify'],
    ['ask', '2021005489/foretag', '/isalive', ...why],
    ['org', 'add', '2120003005', '--name', 'Uppsala kommun'],
    ['cases', 'producer', 'add', '--prefix', 'TESTKOP', '--name', 'Testkommunen'],
    ['cases', 'producer', 'list'],
    ['cases', 'producer', 'remove', 'testkommunen', '--yes'],
    ['cases', 'import', 'historik.csv', '--producer', 'testkommunen'],
    ['demo', 'flytta'],
  ]) {
    it(`ends with 3 and says what to start: ${args.slice(0, 3).join(' ')}`, async () => {
      const shell = heardShell();
      await run(shell, [...args, ...data]);
      assert.equal(shell.said.code, 3);
      assert.match(shell.said.err, /npm start/);
    });
  }
});

describe('a command on a folder with two organisations', () => {
  const folder = temporaryFolder();
  for (const [orgnr, name] of [
    ['2120000829', 'Karlskrona kommun'],
    ['2021005489', 'Bolagsverket'],
  ] as const) {
    const config = {
      orgnr,
      name,
      port: 1,
      peerPort: 2,
      anchor: { entityId: 'https://a', url: 'http://a', thumbprints: [] },
    };
    writeWhole(join(folder.path, 'orgs', orgnr, 'connector.json'), JSON.stringify(config));
  }
  const data = ['--data', folder.path];

  it('asks which one is meant, and says which there are', async () => {
    const shell = heardShell();
    await run(shell, ['evidence', 'list', ...data]);
    assert.equal(shell.said.code, 2);
    assert.match(shell.said.err, /--org: 2021005489 Bolagsverket, 2120000829 Karlskrona kommun/);
    await run(shell, ['evidence', 'list', '--org', '2120003005', ...data]);
    assert.equal(shell.said.code, 4);
    assert.match(shell.said.err, /no organisation 2120003005; here are 2021005489/);
  });

  it('says how to start a connector that does not answer', async () => {
    const shell = heardShell();
    await run(shell, ['evidence', 'list', '--org', '2021005489', ...data]);
    assert.equal(shell.said.code, 3);
    assert.match(shell.said.err, /has never been started/);
    writeFileSync(join(folder.path, 'orgs', '2021005489', 'operator-token'), 'hemlig');
    await run(shell, ['evidence', 'list', '--org', '2021005489', ...data]);
    assert.match(shell.said.err, /The connector of Bolagsverket does not answer at http:\/\/127\.0\.0\.1:1/);
  });

  it('tells a refusal in the connector’s own words, with exit code 1', async () => {
    const problem = { type: 'urn:x', title: 'Too many calls.', status: 429, detail: 'Wait a minute.' };
    const shell = heardShell(() => new Response(JSON.stringify(problem), { status: 429 }));
    await run(shell, ['service', 'list', '--org', '2021005489', ...data]);
    assert.equal(shell.said.code, 1);
    assert.match(shell.said.err, /The connector of Bolagsverket says no: Too many calls\. Wait a minute\./);
  });

  it('refuses wrong use before it calls anyone', async () => {
    const shell = heardShell();
    const why = ['--purpose', 'p', '--legal-basis', 'l', ...data];
    for (const args of [
      ['ask', 'Bolagsverket', '/isalive', ...why],
      ['ask', '2021005489/foretag', 'isalive', ...why],
      ['ask', '2021005489/foretag', 'GET', '/isalive', '/extra', ...why],
      ['ask', '2021005489/foretag', '/x', '--body', 'a', '--data-file', 'b', ...why],
      ['system', 'add', 'arkiv', '--auth', 'mtls', ...data],
      ['log', 'verify', '--org', '2021005489', '--url', 'http://x', ...data],
      ['cases', 'producer', 'remove', 'testkommunen', ...data],
      ['demo', 'flytta', '--person', 'Ingen Alls', ...data],
      ['cases', 'load', folder.path, '--producer', 'testkommunen', ...data],
    ]) {
      shell.said.code = undefined;
      await run(shell, args);
      assert.equal(shell.said.code, 2, args.join(' '));
    }
    for (const args of [
      ['org', 'add', '2120000828', '--name', 'x'],
      ['service', 'add', 'a', '--url', 'http://x', '--operation', 'GET'],
      ['system', 'add', 'a', '--auth', 'lösenord'],
      ['key', 'rotate', '--use', 'allt'],
      ['cases', 'producer', 'add', '--prefix', 'ÅRE', '--name', 'Åre kommun'],
      ['cases', 'producer', 'add', '--prefix', 'ARE', '--name', 'Åre kommun', '--id', 'Åre'],
      ['cases', 'load', 'x', '--producer', 'are', '--format', 'xml'],
      ['demo', 'flytta', '--pace', 'snart'],
    ]) {
      const ended = await run(shell, args);
      assert.equal(ended?.code, 'commander.invalidArgument', args.join(' '));
    }
  });

  it('ends with 4 for an evidence file that is not there and 1 for one that is none', async () => {
    const shell = heardShell();
    await run(shell, ['evidence', 'verify', join(folder.path, 'saknas.json'), ...data]);
    assert.equal(shell.said.code, 4);
    const file = join(folder.path, 'inget-bevis.json');
    writeFileSync(file, '{"å":1}');
    await run(shell, ['evidence', 'verify', file, ...data]);
    assert.equal(shell.said.code, 1);
    assert.match(shell.said.out, /✗ Filen är en bevisfil/);
  });
});
