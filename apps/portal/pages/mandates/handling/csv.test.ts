import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, publicUrl, Reader, startPortal, testClientKey } from '../../../tests/start-portal.ts';
import { startTestProvider, type TestProvider } from '../../../tests/test-provider.ts';

const path = '/ombud/organisation/5561929323/lista';
const words = 'mall;fullmaktshavare;behörigheter;gäller från\r\nÅ;19830106-2397;lov-ansök;2026-11-22\r\n';
const wrong = [
  { line: 3, code: 'holder-invalid', column: 'fullmaktshavare', reason: 'Check the number.' },
  { line: 4, code: 'not-known-here', reason: 'Something new.' },
];
const missing = { type: 'urn:ena:problem:mina-ombud:csv-heading', status: 422, title: 'heading' };

let api: TestServer;
let provider: TestProvider;
let portal: TestHub;
let reader: Reader;
let token: string;
const lists: string[] = [];

before(async () => {
  api = await serve(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (!request.url?.endsWith('/imports')) return void response.writeHead(404).end();
    const list = Buffer.concat(pieces).toString('utf8');
    lists.push(list);
    const refused = !list.startsWith('mall');
    const type = refused ? 'application/problem+json' : 'application/json';
    response.writeHead(refused ? 422 : 200, { 'content-type': type });
    response.end(JSON.stringify(refused ? missing : { made: [{ line: 2, proposal: 'x' }], refused: wrong }));
  });
  const key = await testClientKey();
  provider = await startTestProvider(async () => [key.publicJwk]);
  portal = await startPortal(
    portalOptions({
      hubUrl: api.url,
      deadlineMs: 5000,
      logIn: { issuer: provider.issuer, key, scopes: ['mandates:self'] },
      rooms: [
        { id: 'blocks/mina-ombud', names: { sv: 'Mina ombud', en: 'Mandates' }, contracts: [], apis: [] },
      ],
    }),
  );
  reader = new Reader(portal.url);
  await reader.logIn();
  token = await reader.token();
});

after(async () => {
  await portal?.stop();
  await Promise.all([api?.close(), provider?.close()]);
});

beforeEach(() => {
  lists.length = 0;
});

async function send(body: BodyInit, headers: Record<string, string> = {}) {
  const answer = await fetch(portal.url + path, {
    method: 'POST',
    body,
    headers: { origin: publicUrl, cookie: reader.cookie ?? '', ...headers },
  });
  return { status: answer.status, text: await answer.text() };
}

/** As a browser sends the form: the file is there, empty, where none was chosen. */
function form(
  file: Uint8Array<ArrayBuffer> | string = '',
  rows = '',
  more: readonly [string, string][] = [],
): FormData {
  const fields = new FormData();
  fields.append('form-token', token);
  fields.append('file', new Blob([file], { type: 'text/csv' }), file.length === 0 ? '' : 'ombud å.csv');
  fields.append('rows', rows);
  for (const [name, value] of more) fields.append(name, value);
  return fields;
}

describe('a list', () => {
  it('comes as a file, with or without a byte order mark, with semicolons or commas', async () => {
    const commas = words.replaceAll(';', ',');
    for (const file of [words, `\uFEFF${words}`, commas, `\uFEFF${commas}`]) {
      const { status, text } = await send(form(file));
      assert.deepEqual([status, lists.pop()], [200, file.replace('\uFEFF', '')]);
      assert.match(text, /1 utkast gjordes\./);
      assert.match(
        text,
        /Rad 3, fullmaktshavare: Kontrollera numret.*Rad 4: <span lang="en">Something new\.<\/span>/s,
      );
      assert.doesNotMatch(text, /Check the number/);
      assert.doesNotMatch(text, /Windows-1252/);
    }
  });

  it('that a spreadsheet saved by habit keeps å, ä and ö, and the page says that it was guessed', async () => {
    const { status, text } = await send(form(new Uint8Array(Buffer.from(words, 'latin1'))));
    assert.deepEqual([status, lists], [200, [words]]);
    assert.match(text, /lästes som Windows-1252/);
  });

  it('comes as pasted rows too, and is no two things at once', async () => {
    assert.equal((await send(form('', words))).status, 200);
    assert.deepEqual(lists, [words.trim().replace(/\r?\n/g, '\r\n')]);
    const both = await send(form(words, words));
    assert.equal(both.status, 422);
    assert.match(both.text, /inte båda/);
    const neither = await send(form());
    assert.equal(neither.status, 422);
    assert.match(neither.text, /Välj en fil, eller klistra in/);
    assert.equal(lists.length, 1);
  });

  it('that is no list is told of at the file', async () => {
    const { status, text } = await send(form(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0])));
    assert.equal(status, 422);
    assert.match(text, /id="file-error">Filen är ingen CSV-fil/);
    assert.match(text, /id="file"[^>]* aria-invalid="true"/);
  });
});

describe('a form with a file', () => {
  it('is refused where the file is too large, before the API hears of it', async () => {
    const large = await send(form(`${words}${'x'.repeat(1_048_576)}`));
    assert.equal(large.status, 422);
    assert.match(large.text, /större än 1 MB/);
    const huge = await send(form('x'.repeat(1_400_000)));
    assert.equal(huge.status, 413);
    assert.match(huge.text, /för stort/);
    assert.deepEqual(lists, []);
  });

  it('is refused where it is broken, or gives a field or a file twice', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary=b' };
    for (const body of [
      '',
      'x',
      '--b\r\n',
      `--b\r\nContent-Disposition: form-data; name="form-token"\r\n\r\n${token}`,
    ])
      assert.ok([400, 403].includes((await send(body, type)).status), body);
    assert.equal((await send('--b--', { 'content-type': 'multipart/form-data' })).status, 400);
    assert.equal((await send(form(words, '', [['rows', 'mall']]))).status, 400);
    const two = form(words);
    two.append('other', new Blob([words]), 'b.csv');
    assert.equal((await send(two)).status, 400);
    const plain = new URLSearchParams({ 'form-token': token, rows: words });
    assert.equal((await send(plain)).status, 415);
    assert.deepEqual(lists, []);
  });

  it('is refused without the session’s token, from another site, and from someone who is not logged in', async () => {
    const foreign = form(words);
    foreign.set('form-token', 'x');
    const refusals = [
      await send(foreign),
      await send(form(words), { origin: 'https://ond.example' }),
      await send(form(words), { cookie: '' }),
    ];
    for (const { text } of refusals) assert.doesNotMatch(text, /utkast gjordes/);
    assert.deepEqual(lists, []);
  });
});
