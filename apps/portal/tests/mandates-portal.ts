import type { IncomingMessage } from 'node:http';
import { after, before, beforeEach } from 'node:test';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, Reader, startPortal, testClientKey } from './start-portal.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';

/** A call of the mandates' API. */
export interface Call {
  readonly method: string;
  /** Without `/mandates/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer: a body, or a text, or a problem. */
export type Told = object | string | undefined;
export type Tell = (call: Call) => Told;

export interface MandatesPortal {
  readonly reader: Reader;
  readonly provider: TestProvider;
  /** Every call since the test began. */
  readonly calls: readonly Call[];
  /** What the API answers from now on; `undefined` is 404. */
  tells(tell: Tell): void;
  /** The page as it came, its parts parted by single spaces. */
  read(path: string, status?: number): Promise<string>;
  /** The form of a page, with its hidden token. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
}

/** The portal beside an API of mandates that tells what a test says; one reader, who is logged in. */
export function startMandatesPortal(): MandatesPortal {
  let api: TestServer;
  let hub: TestHub;
  let tell: Tell = () => undefined;
  const calls: Call[] = [];
  const portal: { -readonly [Name in keyof MandatesPortal]: MandatesPortal[Name] } = {
    // Both come before the first test.
    reader: undefined as unknown as Reader,
    provider: undefined as unknown as TestProvider,
    calls,
    tells: (next) => {
      tell = next;
    },
    read: async (path, status = 200) => {
      const answer = await portal.reader.get(path);
      const text = await answer.text();
      if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${text}`);
      return text.replaceAll(/\s+/g, ' ');
    },
    send: async (path, fields) =>
      portal.reader.post(path, { 'form-token': await portal.reader.token(), ...fields }),
  };

  before(async () => {
    api = await serve(async (request, response) => {
      const call = await callOf(request);
      if (call !== undefined) calls.push(call);
      const told = call && tell(call);
      const { status } = (told ?? { status: 404 }) as { readonly status?: number };
      const code = typeof status === 'number' ? status : 200;
      const type = typeof told === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
      response.writeHead(code, { 'content-type': code >= 400 ? 'application/problem+json' : type });
      response.end(typeof told === 'string' ? told : JSON.stringify(told ?? problem(404, 'x', 'None')));
    });
    const key = await testClientKey();
    portal.provider = await startTestProvider(async () => [key.publicJwk]);
    hub = await startPortal(
      portalOptions({
        hubUrl: api.url,
        deadlineMs: 5000,
        logIn: { issuer: portal.provider.issuer, key, scopes: ['mandates:self'] },
        rooms: [
          { id: 'blocks/mina-ombud', names: { sv: 'Mina ombud', en: 'Mandates' }, contracts: [], apis: [] },
        ],
      }),
    );
  });
  after(async () => {
    await hub?.stop();
    await Promise.all([api?.close(), portal.provider?.close()]);
  });
  beforeEach(async () => {
    portal.provider.behaviour = 'honest';
    portal.reader = new Reader(hub.url);
    await portal.reader.logIn();
    calls.length = 0;
  });
  return portal;
}

async function callOf(request: IncomingMessage): Promise<Call | undefined> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://api');
  if (!pathname.startsWith('/mandates/v1')) return undefined;
  const path = pathname.slice('/mandates/v1'.length);
  return { method: request.method ?? '', path, query, body: text === '' ? {} : JSON.parse(text) };
}

export function problem(status: number, slug: string, title: string, more: object = {}): object {
  return { type: `urn:ena:problem:mina-ombud:${slug}`, status, title, ...more };
}

/** The page of a list that the call asks for, as the API cuts it: at most a hundred. */
export function pageOf<Item>({ query, body }: Call, all: readonly Item[]): object {
  const limit = Math.min(100, Number(query.get('limit') ?? body.limit ?? 20));
  const page = Number(query.get('page') ?? body.page ?? 1);
  const items = all.slice((page - 1) * limit, page * limit);
  return { items, _meta: { totalRecords: all.length, page, limit, count: items.length } };
}

/** The id of the nth of something. */
export function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export const åsa = { kind: 'person', id: '200202241234', name: 'Provström', givenName: 'Åsa' } as const;
export const örjan = { kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' } as const;
export const karlskrona = { id: '2120000829', name: 'Karlskrona kommun' } as const;

export function toldMandate(n: number, more: object = {}) {
  return {
    id: idOf(n),
    reference: `P-${n}`,
    template: { id: idOf(9000), version: 1 },
    title: `Fullmakt ${n}`,
    description: 'Om ärenden.',
    relyingParty: karlskrona,
    grantor: örjan,
    grantorRole: 'private',
    holders: [åsa],
    permissions: [{ code: 'lov', title: 'Söka lov' }],
    limits: [],
    validFrom: '2026-01-01',
    mayDelegate: false,
    signatories: [],
    signatures: [],
    basis: { kind: 'signed' },
    creator: örjan,
    createdAt: '2026-01-01T12:00:00+01:00',
    registeredAt: '2026-01-01T12:00:00+01:00',
    revision: 1,
    standing: 'valid',
    delegated: false,
    mayDo: [],
    ...more,
  };
}

export function toldTemplate(
  n: number,
  more: { readonly content?: object; readonly [member: string]: unknown } = {},
) {
  const { content, ...rest } = more;
  return {
    id: idOf(n),
    version: 1,
    owner: karlskrona.id,
    state: 'published',
    content: {
      title: `Mall ${n}`,
      description: 'Vad mallen gäller.',
      grantorRoles: ['private'],
      holderRoles: ['person'],
      permissions: [{ code: 'lov', title: 'Söka lov', obligatory: true }],
      endRequired: false,
      mayDelegate: false,
      limits: [],
      byLaw: [],
      ...content,
    },
    revision: 1,
    mayDo: [],
    ...rest,
  };
}

export function toldProposal(
  n: number,
  more: { readonly terms?: object; readonly [member: string]: unknown } = {},
) {
  const { terms, ...rest } = more;
  const { id, ended: _ended, ...mandate } = { ended: undefined, ...toldMandate(n) };
  return {
    id,
    state: 'signing',
    terms: { ...mandate, ...terms },
    creator: örjan,
    createdAt: '2026-01-01T12:00:00+01:00',
    lapsesAt: '2027-01-01T12:00:00+01:00',
    signatories: [],
    needed: 1,
    signatures: [],
    remaining: { count: 1, persons: [örjan] },
    revision: 1,
    mayDo: [],
    ...rest,
  };
}
