import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Route } from '@ena/kernel/http/route.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { inLanguage, type Language, other } from '../texts/language.ts';
import { portalOptions, publicUrl, Reader, startPortal, testClientKey } from './start-portal.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';

const id = '0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11';
const params: Readonly<Record<string, string>> = {
  orgnr: '2120000829',
  code: 'A.1',
  producer: 'p',
  ref: 'r',
};

let provider: TestProvider;
let portal: TestHub;
let reader: Reader;
let rows: readonly Route[];
/** An address of each page. */
let pages: ReadonlySet<string>;

before(async () => {
  const key = await testClientKey();
  provider = await startTestProvider(async () => [key.publicJwk]);
  const room = (name: string) => ({ id: name, names: { sv: name, en: name }, contracts: [], apis: [] });
  portal = await startPortal(
    portalOptions({
      rooms: ['governance/onboarding', 'blocks/mina-ombud', 'blocks/mina-arenden'].map(room),
      logIn: { issuer: provider.issuer, key, scopes: [] },
      feedback: { apiKey: async () => undefined },
    }),
  );
  reader = new Reader(portal.url);
  await reader.logIn();
  rows = portal.routes.filter(({ room: name }) => name === 'apps/portal').map(({ route }) => route);
  // What has one address for both languages has no shell: log-in, files, the verifier that needs no server.
  const paths = new Set(rows.map(({ path }) => path));
  rows = rows.filter(({ path }) => languageOf(path) === 'en' || paths.has(inLanguage('en', path)));
  pages = new Set(rows.filter(({ method }) => method === 'GET').map(({ path }) => filled(path)));
});

after(async () => {
  await portal?.stop();
  await provider?.close();
});

function filled(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => params[name] ?? id);
}

const languageOf = (path: string): Language => (/^\/en(?:\/|$)/.test(path) ? 'en' : 'sv');

/** Where a page leads that means to stay: the other language, a longer log-in, back after a log-in or a rating. */
function linksToItself(html: string): readonly string[] {
  const found = [
    ...html.matchAll(/<a [^>]*href="([^"]+)" lang="[a-z]{2}"/g),
    ...html.matchAll(/<input type="hidden" name="next" value="([^"]+)"/g),
  ].map(([, path = '']) => path);
  const logIns = [...html.matchAll(/\/portal\/log-in\?next=([^"&]+)/g)].map(([, path = '']) => path);
  return [...found, ...logIns.map(decodeURIComponent)];
}

async function assertLeadsToPages(answer: Response, row: Route): Promise<void> {
  const type = answer.headers.get('content-type') ?? '';
  const html = await answer.text();
  if (!type.startsWith('text/html') || html === '') return;
  const what = `${row.method} ${row.path} answered ${answer.status}`;
  const language = other[languageOf(row.path)];
  assert.match(html, new RegExp(`<a [^>]*lang="${language}" hreflang="${language}"`), what);
  for (const link of linksToItself(html)) assert.ok(pages.has(link), `${what} leads to ${link}`);
  assert.equal(html.includes('rel="alternate"'), row.method === 'GET', `${what}: alternates`);
}

describe('the links of a page to itself lead to a page', () => {
  it('from every page, signed in or not', async () => {
    for (const row of rows.filter(({ method }) => method === 'GET')) {
      await assertLeadsToPages(await reader.get(filled(row.path)), row);
      await assertLeadsToPages(await new Reader(portal.url).get(filled(row.path)), row);
    }
  });

  it('from every answer to a form: taken, without its token, from elsewhere, or no form at all', async () => {
    const forms = rows.filter(({ method }) => method === 'POST');
    assert.ok(forms.some(({ path }) => !pages.has(filled(path))));
    // After a log-out nobody is signed in.
    forms.sort((a, b) => Number(a.path.endsWith('log-out')) - Number(b.path.endsWith('log-out')));
    for (const row of forms) {
      const path = filled(row.path);
      const elsewhere = { origin: 'https://annan.example' };
      await assertLeadsToPages(await reader.post(path, {}, elsewhere), row);
      await assertLeadsToPages(await reader.post(path, {}), row);
      const headers = { origin: publicUrl, 'content-type': 'image/png' };
      await assertLeadsToPages(await reader.post(path, {}, headers), row);
      const token = await reader.token();
      await assertLeadsToPages(await reader.post(path, { 'form-token': token }), row);
    }
  });
});
