import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { Command } from 'commander';
import { writeWhole } from './folder/write-file.ts';
import { createProgram, runProgram } from './program.ts';
import { type HeardShell, heardShell } from './tests/heard-shell.ts';

function leaves(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  if (command.commands.length === 0) return [path];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}

function groups(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  const below = command.commands.filter(({ commands }) => commands.length > 0);
  return below.flatMap((child) => [[...path, child.name()], ...groups(child, [...path, child.name()])]);
}

/** What a wrong use is told as; fails when the command was not refused. */
async function failureOf(args: readonly string[]) {
  const shell = heardShell();
  await run(shell, args);
  return { code: shell.said.code, ...(shell.said.failed ?? assert.fail(args.join(' '))) };
}

async function run(shell: HeardShell, args: readonly string[]): Promise<void> {
  await runProgram(shell, args);
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
        'signature verify',
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
      await run(shell, [...path, '--help']);
      assert.equal(shell.said.code, undefined);
      assert.match(shell.said.out, /\nExamples:\n {2}(?:ena|npm start)/);
      assert.match(shell.said.out, /\nExit codes:\n {2}0 {2}/);
      assert.match(shell.said.out, /--json/);
      assert.match(shell.said.out, /--data/);
    });
  }

  for (const path of groups(createProgram(heardShell()))) {
    it(`shows examples and exit codes in the help of \`${path.join(' ')}\` too`, async () => {
      const shell = heardShell();
      await run(shell, [...path, '--help']);
      assert.match(shell.said.out, /\nExamples:\n {2}ena [\s\S]*\nExit codes:\n {2}0 {2}/);
    });
  }

  it('suggests the command that was probably meant', async () => {
    for (const [args, sv, en] of [
      [
        ['evidnce', 'list'],
        /evidnce finns inte \(menade du evidence\?\)/,
        /Did you mean evidence\?\)\. Help: ena --help$/,
      ],
      [['service', 'grnt'], /menade du grant\?/, /Did you mean grant\?\)\. Help: ena service --help$/],
      [['status', '--jsn'], /flaggan --jsn finns inte/, /Did you mean --json\?\)\. Help: ena status --help$/],
    ] as const) {
      const { code, sv: swedish, en: english } = await failureOf(args);
      assert.equal(code, 2);
      assert.match(swedish, sv);
      assert.match(english, en);
    }
  });

  it('tells wrong use in both languages, and in JSON where that is asked for', async () => {
    for (const [args, sv, en] of [
      [
        ['ask'],
        /^--purpose <purpose> saknas\. Hjälp: ena ask --help$/,
        /^required option '--purpose <purpose>' not/,
      ],
      [['evidence', 'export'], /^exchange-id saknas/, /^missing required argument 'exchange-id'/],
      [
        ['key', 'rotate', '--use', 'allt'],
        /^--use <use>: välj signing, tls/,
        /^--use <use>: choose signing, tls/,
      ],
      [
        ['org', 'add', '2120000828', '--name', 'Åre'],
        /^orgnr: "2120000828" är inget organisationsnummer/,
        /^orgnr: "2120000828" is no organisation number/,
      ],
      [
        ['service', 'add', 'a', '--url', 'http://x', '--operation', 'GET'],
        /^--operation <operation>: Skriv metod och väg/,
        /^--operation <operation>: Write method and path/,
      ],
    ] as const) {
      const { code, sv: swedish, en: english } = await failureOf(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(swedish, sv);
      assert.match(english, en);
    }
    const shell = heardShell();
    await run(shell, ['evidence', 'list', '--org', '1', '--json']);
    assert.equal(shell.said.json, true);
  });

  it('asks for a command where only its group is named', async () => {
    const shell = heardShell();
    await run(shell, ['service']);
    assert.equal(shell.said.code, 2);
    assert.match(
      shell.said.err,
      /Usage: ena service[\s\S]*Say which command: see above, or ena service --help\./,
    );
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

function pageOf(items: readonly object[]): object {
  return { items, _meta: { totalRecords: items.length, page: 1, limit: 100, count: items.length } };
}

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

  it('says what to mend where the connector says it, place by place', async () => {
    const problem = {
      type: 'urn:x',
      title: 'The body does not fit its schema.',
      detail: 'See errors for each place to mend.',
      status: 422,
      errors: [{ pointer: '/url', detail: 'must be an address' }],
    };
    const shell = heardShell(() => new Response(JSON.stringify(problem), { status: 422 }));
    const offer = ['--url', 'ftp://x', '--operation', 'GET /a'];
    await run(shell, ['service', 'add', 'a', '--org', '2021005489', ...offer, ...data]);
    assert.match(shell.said.err, /does not fit its schema\. \/url must be an address/);
  });

  it('tells it when a grant covers what the service does not offer', async () => {
    const service = {
      id: 'vader',
      title: 'Väder',
      url: 'http://x',
      operations: [{ method: 'GET', path: '/a' }],
    };
    const shell = heardShell((url) =>
      Response.json(url.includes('/services') ? pageOf([service]) : { id: 'grant_1' }),
    );
    const terms = ['--consumer', '2120000829', '--purpose', 'p', '--legal-basis', 'l', '--agreement', 'a'];
    const grant = ['service', 'grant', 'vader', '--org', '2021005489', ...terms, ...data];
    await run(shell, [...grant, '--operation', 'GET /a']);
    assert.doesNotMatch(shell.said.out, /not among/);
    await run(shell, [...grant, '--operation', 'DELETE /a']);
    assert.match(shell.said.out, /! DELETE \/a .*is not among the operations of the service/);
    assert.equal(shell.said.code, 0);
  });

  it('tells it when a system takes another’s place', async () => {
    const shell = heardShell((url) =>
      Response.json(url.includes('?') ? pageOf([{ name: 'arkiv', auth: 'key' }]) : { name: 'x', key: 'å' }),
    );
    const add = (name: string, ...more: string[]) =>
      run(shell, ['system', 'add', name, ...more, '--org', '2021005489', ...data]);
    await add('portal');
    assert.doesNotMatch(shell.said.out, /instead of/);
    await add('arkiv');
    assert.equal(shell.said.code, 1);
    assert.match(shell.said.err, /finns redan.*--replace|--replace/);
    await add('arkiv', '--replace');
    assert.match(shell.said.out, /instead of the one there was/);
  });

  it('says where to look for a grant or an exchange that is not there', async () => {
    const problem = { type: 'urn:x', title: 'There is no such thing here.', status: 404 };
    const shell = heardShell(() => Response.json(problem, { status: 404 }));
    await run(shell, ['service', 'revoke', 'grant_1', '--org', '2021005489', ...data]);
    assert.equal(shell.said.code, 4);
    assert.match(
      shell.said.err,
      /has no grant grant_1; `npm run ena -- service list --org 2021005489 --data /,
    );
    await run(shell, ['evidence', 'export', 'å', '--org', '2021005489', ...data]);
    assert.match(
      shell.said.err,
      /has no exchange å on record; `npm run ena -- evidence list --org 2021005489/,
    );
  });

  it('tells it when somebody else answers where a connector should', async () => {
    const shell = heardShell((url) =>
      url.endsWith('/health')
        ? new Response(JSON.stringify({ status: 'ready', reasons: [] }))
        : new Response('{}', { status: 401 }),
    );
    await run(shell, ['status', ...data]);
    assert.equal(shell.said.code, 3);
    assert.match(shell.said.out, /somebody else answers {2}Bolagsverket/);
  });

  it('says which system may ask, where the connector knows more than one', async () => {
    const problem = { type: 'urn:ena:problem:exchange:system-unknown', title: 'Unknown.', status: 401 };
    const shell = heardShell(
      () => new Response(JSON.stringify(problem), { status: 401, headers: { 'ena-error': problem.type } }),
    );
    const why = ['--purpose', 'p', '--legal-basis', 'l', '--org', '2021005489'];
    await run(shell, ['ask', '2021005489/foretag', '/isalive', ...why, ...data]);
    assert.equal(shell.said.code, 1);
    assert.match(shell.said.err, /own systems asks with --system/);
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
      shell.said.code = undefined;
      await run(shell, args);
      assert.equal(shell.said.code, 2, args.join(' '));
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
