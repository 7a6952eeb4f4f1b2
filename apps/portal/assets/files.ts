import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type {} from '@digdir/designsystemet-css';
import type {} from '@digdir/designsystemet-web';
import type { AuditRule, AuthRule, Route } from '@ena/kernel/http/route.ts';
import type { Secrets } from '../options.ts';

/** A file that pages ask for. Its address changes with its content, so that a browser may keep it for a year. */
export interface ServedFile {
  readonly address: string;
  readonly route: Route;
}

const auth: AuthRule = { kind: 'public', why: 'Style and scripts, the same for anyone.' };
const audit: AuditRule = { record: 'never', why: 'Files about no one.' };

export function servedFile(
  secrets: Secrets,
  operation: string,
  path: string,
  contentType: string,
  text: string,
): ServedFile {
  const version = secrets.fingerprint(text).slice(0, 12);
  const packed = gzipSync(text);
  const route: Route = {
    operation,
    method: 'GET',
    path,
    summary: `Portalens fil ${path}`,
    auth,
    audit,
    limit: { bodyBytes: 0, perMinute: 600 },
    handler: async ({ headers, query }) => {
      const fresh = query.v === version ? 'public, max-age=31536000, immutable' : 'no-cache';
      const zipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
      const base = { 'cache-control': fresh, vary: 'accept-encoding' };
      return zipped
        ? { status: 200, contentType, headers: { ...base, 'content-encoding': 'gzip' }, body: packed }
        : { status: 200, contentType, headers: base, body: text };
    },
  };
  return { address: `${path}?v=${version}`, route };
}

/** Designsystemet, the theme made for Ena, and what only our own pages have, in one sheet. */
export function styleSheet(): string {
  const designsystemet = readFileSync(new URL(import.meta.resolve('@digdir/designsystemet-css')), 'utf8');
  return [designsystemet, own('../theme/ena.generated.css'), own('shell.css'), own('cases.css')].join('\n');
}

/** Designsystemet's web components as its authors bundle them for a plain script element. */
export function components(): string {
  const entry = new URL(import.meta.resolve('@digdir/designsystemet-web'));
  return readFileSync(new URL('../umd/index.js', entry), 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/m, '');
}

export function own(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
