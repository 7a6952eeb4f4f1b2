import { readFileSync } from 'node:fs';
import type { Fetch } from '@ena/client/outcome.ts';
import type { AuditRule, AuthRule, RoomReply, Route } from '@ena/kernel/http/route.ts';
import { type Clock, second, swedishTime } from '@ena/kernel/time.ts';
import { type MapPage, type RoomOnMap, renderMapPage } from './map-page.ts';
import { type Overview, readOverview, type WatchedService } from './overview.ts';
import type { Language } from './texts.ts';

export interface PortalOptions {
  /** Where the portal reaches the hub, as any client does; without a trailing slash. */
  readonly hubUrl: string;
  /** The building blocks that run in the hub. */
  readonly rooms: readonly RoomOnMap[];
  /** Programs whose health is shown: connectors with their organisation, and services beside the hub. */
  readonly watch: readonly WatchedService[];
  /** Further reading. Default none. */
  readonly docs?: MapPage['docs'];
  readonly sandbox: boolean;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Milliseconds for each source; default 1,000. */
  readonly deadlineMs?: number;
}

const open: AuthRule = { kind: 'public', why: 'Shows only what the public APIs tell anyone.' };
const unrecorded: AuditRule = { record: 'never', why: 'Public pages about no one.' };
const row = {
  method: 'GET',
  auth: open,
  limit: { bodyBytes: 0, perMinute: 600 },
  audit: unrecorded,
} as const;

/** One look at the sources serves every reader for this long, so that reading the page cannot wear them down. */
const freshMs = 2 * second;

/** The portal's front page in Swedish and English, its style, and the page that verifies evidence. */
export function portalRoutes(options: PortalOptions): readonly Route[] {
  const look = keptFor(freshMs, options.clock, () =>
    readOverview({ ...options, deadlineMs: options.deadlineMs ?? second }),
  );
  const front = async (language: Language) => mapReply(options, language, await look());
  const verify = readFileSync(new URL('public/verify.html', import.meta.url), 'utf8');
  return [
    { ...row, operation: 'readFrontPage', path: '/', summary: 'Det här körs', handler: () => front('sv') },
    {
      ...row,
      operation: 'readFrontPageInEnglish',
      path: '/en',
      summary: 'What is running',
      handler: () => front('en'),
    },
    file(
      'readVerifyPage',
      '/verify.html',
      'Kontrollera ett bevis',
      verify,
      'text/html; charset=utf-8',
      policyIn(verify),
    ),
    file('readStyle', '/portal.css', 'Style', asset('theme.css'), 'text/css; charset=utf-8'),
    file('readIcon', '/portal-icon.svg', 'Icon', asset('icon.svg'), 'image/svg+xml'),
  ];
}

/** Nothing but our own style and icon: no scripts, no frames, no forms, no other hosts. */
const frontPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function mapReply(options: PortalOptions, language: Language, overview: Overview): RoomReply {
  const { rooms, sandbox, docs = [], clock } = options;
  const readAt = swedishTime(clock.now());
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': frontPolicy, 'content-language': language },
    body: renderMapPage({ language, rooms, docs, sandbox, overview, readAt }),
  };
}

function file(
  operation: string,
  path: string,
  summary: string,
  body: string,
  contentType: string,
  policy?: string,
): Route {
  const headers = {
    'cache-control': 'public, max-age=300',
    ...(policy !== undefined && { 'content-security-policy': policy }),
  };
  return {
    ...row,
    operation,
    path,
    summary,
    handler: async () => ({ status: 200, contentType, headers, body }),
  };
}

function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** The verify page brings its own policy, with the hashes of its script and style; a header can add who may frame it. */
function policyIn(page: string): string {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page) ?? [];
  if (policy === undefined)
    throw new Error('public/verify.html has no policy: run node tools/build-verify-page.ts');
  return `${policy}; frame-ancestors 'none'`;
}

/** Shares one answer among all who ask within `ms` of its making. */
function keptFor<T>(ms: number, clock: Clock, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    if (kept === undefined || now - kept.at >= ms) kept = { at: now, value: make() };
    return kept.value;
  };
}
