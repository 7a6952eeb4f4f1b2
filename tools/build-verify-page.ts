import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * Builds apps/portal/public/verify.html: one file that verifies evidence without any server. The script is
 * left readable, so that whoever relies on the page can read what it does.
 *
 *   node tools/build-verify-page.ts
 */

const root = new URL('../', import.meta.url);
const portal = new URL('apps/portal/', root);
const target = new URL('public/verify.html', portal);

/** The whole page; the same sources and the same esbuild give the same bytes, on any machine. */
export async function buildVerifyPage(): Promise<string> {
  const page = await readFile(new URL('verify/page.html', portal), 'utf8');
  const style = await readStyle();
  const script = await bundle();
  const policy = await policyFor(script, style);
  return [
    ['<meta http-equiv="Content-Security-Policy" content="', policy],
    ['<style>', style],
    ['<script>', script],
  ].reduce((made, [place = '', text = '']) => fill(made, place, text), page);
}

/** Puts `text` behind the only `place` in the page. */
function fill(page: string, place: string, text: string): string {
  const [before, after, ...more] = page.split(place);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the page has not one ${place}`);
  return `${before}${place}${text}${after}`;
}

async function readStyle(): Promise<string> {
  const sheets = ['theme.css', 'verify/page.css'].map((name) => readFile(new URL(name, portal), 'utf8'));
  return `\n${(await Promise.all(sheets)).join('\n')}`;
}

async function bundle(): Promise<string> {
  const made = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ['apps/portal/verify-page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const script = made.outputFiles[0]?.text ?? '';
  if (/<\/script|<!--/i.test(script)) throw new Error('the script holds text that would end its own element');
  return `\n${script}`;
}

/** Only this script and this style, and no connection to anywhere. */
async function policyFor(script: string, style: string): Promise<string> {
  return [
    "default-src 'none'",
    `script-src '${await integrity(script)}'`,
    `style-src '${await integrity(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

async function integrity(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${Buffer.from(digest).toString('base64')}`;
}

if (import.meta.main) await writeFile(target, await buildVerifyPage());
