import { readFileSync } from 'node:fs';
import type { Route } from '@ena/kernel/http/route.ts';
import { own, servedFile } from '../../assets/files.ts';
import type { Secrets } from '../../options.ts';
import { Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Language } from '../../texts/language.ts';
import { texts as verifyTexts } from '../../verify/texts.ts';

const standalone = new URL('../../public/verify.html', import.meta.url);

/** The verifier in two forms: a page of the portal, and one file that needs no server at all. */
export function verifyPages(secrets: Secrets): { readonly page: PageRow; readonly routes: readonly Route[] } {
  const built = readFileSync(standalone, 'utf8');
  const script = servedFile(
    secrets,
    'readVerifyScript',
    '/portal/verify.js',
    'text/javascript; charset=utf-8',
    between(built, '<script>', '</script>'),
  );
  const sheet = `${own('../verify/in-shell.css')}\nmain {\n${own('../verify/page.css')}\n}\n`;
  const style = servedFile(
    secrets,
    'readVerifyStyle',
    '/portal/verify.css',
    'text/css; charset=utf-8',
    sheet,
  );
  const page: PageRow = {
    name: 'VerifyPage',
    path: '/bevis',
    summary: 'Kontrollera ett bevis',
    who: 'anyone',
    show: async ({ language, t }) => ({
      kind: 'page',
      title: t.verify.title,
      content: html`${mainOf(built, language)}
<p><a class="ds-link" href="/verify.html" download="verify.html">${t.verify.save}</a></p>`,
      scripts: [script.address],
      styles: [style.address],
    }),
  };
  return { page, routes: [standaloneRoute(built), script.route, style.route] };
}

/** The main part of the built page in the reader's language; it is our own file, made of our own texts. */
function mainOf(built: string, language: Language): Html {
  const words: Readonly<Record<string, string>> = verifyTexts[language];
  const main = between(built, '<main id="main" class="wide">', '</main>');
  const spoken = main.replaceAll(
    /data-text="(\w+)">[^<]*</g,
    (_whole, key: string) => `data-text="${key}">${html`${words[key] ?? ''}`}<`,
  );
  return new Html(spoken);
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1)
    throw new Error('public/verify.html is not as expected: run node tools/build-verify-page.ts');
  return text.slice(from + start.length, to);
}

function standaloneRoute(built: string): Route {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(built) ?? [];
  if (policy === undefined)
    throw new Error('public/verify.html has no policy: run node tools/build-verify-page.ts');
  return {
    operation: 'readStandaloneVerifier',
    method: 'GET',
    path: '/verify.html',
    summary: 'Kontrollera ett bevis, som en fil',
    auth: { kind: 'public', why: 'A file that verifies evidence in the reader’s own browser.' },
    audit: { record: 'never', why: 'A file about no one.' },
    limit: { bodyBytes: 0, perMinute: 600 },
    handler: async () => ({
      status: 200,
      contentType: 'text/html; charset=utf-8',
      // The page brings its own policy, with the hashes of its script and style; a header can add who may frame it.
      headers: {
        'cache-control': 'public, max-age=300',
        'content-security-policy': `${policy}; frame-ancestors 'none'`,
      },
      body: built,
    }),
  };
}
