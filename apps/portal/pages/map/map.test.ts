import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { PortalOptions } from '../../options.ts';
import { openPortal } from '../../portal.ts';
import { portalOptions } from '../../tests/start-portal.ts';

type Reply = (response: ServerResponse) => void;

let server: TestServer;
let replies: Record<string, Reply>;
let asked: string[];
let now: number;

before(async () => {
  server = await serve((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    (replies[path] ?? ((it) => it.writeHead(404).end('{}')))(response);
  });
});

after(() => server.close());

const json =
  (body: unknown, status = 200): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function page(items: readonly object[]) {
  return { items, _meta: { totalRecords: items.length, page: 1, limit: 100, count: items.length } };
}

beforeEach(() => {
  now = Date.parse('2026-03-02T09:00:00Z');
  asked = [];
  replies = {
    '/health': json({ status: 'ready', reasons: [] }),
    '/trust-framework/v1/organisations': json(
      page([{ orgnr: '2120000829', entityId: 'https://x', name: 'Karlskrona kommun', services: [] }]),
    ),
    '/traceability/v1/logs': json(
      page([
        {
          orgnr: '2120000829',
          origin: '2120000829.sandbox.localhost/log',
          size: 7,
          root: '',
          cosignedAt: '2026-03-02T08:59:00Z',
        },
      ]),
    ),
    '/connector/health': json({ status: 'degraded', reasons: ['The hub is away.'] }),
  };
});

function options(changes: Partial<PortalOptions> = {}): PortalOptions {
  return portalOptions({
    hubUrl: server.url,
    rooms: [
      {
        id: 'blocks/trust-framework',
        names: { sv: 'Tillitsramverk', en: 'Trust framework' },
        contracts: [
          {
            title: 'OpenID Federation 1.0',
            owner: 'OpenID Foundation',
            url: 'https://openid.net/specs/openid-federation-1_0.html',
          },
        ],
        apis: ['/trust-framework/v1'],
      },
    ],
    watch: [
      {
        name: { sv: 'Karlskronas anslutning', en: 'Karlskrona’s connector' },
        url: `${server.url}/connector`,
        orgnr: '2120000829',
      },
    ],
    sandbox: true,
    clock: { now: () => now },
    fetch,
    deadlineMs: 200,
    ...changes,
  });
}

async function get(
  path: string,
  routes = openPortal(options()).routes,
): Promise<{ status: number; type: string; headers: Record<string, string>; body: string }> {
  const route = routes.find((row) => row.path === path);
  const request: RoomRequest = {
    params: {},
    query: {},
    headers: {},
    body: undefined,
    caller: { kind: 'anonymous', address: '::1' },
    requestId: 'x',
  };
  const reply = await route?.handler(request);
  return {
    status: reply?.status ?? 0,
    type: reply?.contentType ?? '',
    headers: Object.fromEntries(
      Object.entries(reply?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    body: String(reply?.body),
  };
}

describe('the map of what runs', () => {
  it('shows hub, rooms, organisations with connector and log, in Swedish', async () => {
    const { status, body, headers } = await get('/det-har-kors');
    assert.equal(status, 200);
    assert.match(body, /<html lang="sv"/);
    for (const text of [
      'Navet <span class="ds-tag" data-color="success">Redo</span>',
      'Tillitsramverk',
      '/trust-framework/v1/openapi.json',
      'Karlskrona kommun',
      '212000-0829',
      'Nedsatt',
      'The hub is away.',
      '7 poster',
      '2026-03-02 09:59:00',
      'Sandlåda',
    ]) {
      assert.ok(body.includes(text), text);
    }
    assert.equal(headers['content-language'], 'sv');
  });

  it('is there in English, and each points to the other', async () => {
    const [swedish, english] = [await get('/det-har-kors'), await get('/en/det-har-kors')];
    assert.match(english.body, /<html lang="en"/);
    assert.ok(english.body.includes('Trust framework') && english.body.includes('Degraded'));
    assert.match(swedish.body, /href="\/en\/det-har-kors" lang="en" hreflang="en">English<\/a>/);
    assert.match(english.body, /href="\/det-har-kors" lang="sv" hreflang="sv">Svenska<\/a>/);
  });

  it('says plainly what does not answer, and shows the rest', async () => {
    replies['/trust-framework/v1/organisations'] = () => {};
    replies['/connector/health'] = (response) => response.writeHead(502).end();
    const { status, body } = await get('/det-har-kors');
    assert.equal(status, 200);
    assert.ok(
      body.includes('Uppgifterna går inte att läsa just nu.') && body.includes('inget kom inom 0.2 s'),
    );
    assert.ok(body.includes('Redo'));
    const without = await get('/det-har-kors', openPortal(options({ hubUrl: 'http://127.0.0.1:1' })).routes);
    assert.ok(without.body.includes('Svarar inte'));
  });

  it('lets no data from the sources become markup', async () => {
    const evil = '"><script>alert(1)</script>';
    replies['/trust-framework/v1/organisations'] = json(
      page([
        { orgnr: evil, entityId: evil, name: evil, services: [{ id: evil, title: evil, operations: [] }] },
      ]),
    );
    replies['/traceability/v1/logs'] = json(
      page([{ orgnr: evil, origin: evil, size: 1, root: evil, cosignedAt: evil }]),
    );
    replies['/connector/health'] = json({ status: 'degraded', reasons: [evil] });
    replies['/health'] = json({ type: evil, title: evil }, 500);
    for (const path of ['/det-har-kors', '/en/det-har-kors'])
      assert.ok(!(await get(path)).body.includes('<script>'));
  });

  it('stands what a source tells in another form than it should', async () => {
    replies['/trust-framework/v1/organisations'] = json({ items: [null, 5, { orgnr: 7 }], _meta: {} });
    replies['/traceability/v1/logs'] = json({ items: [{}], _meta: {} });
    assert.equal((await get('/det-har-kors')).status, 200);
  });

  it('asks the sources once for all who read within two seconds', async () => {
    const routes = openPortal(options()).routes;
    await Promise.all([
      get('/det-har-kors', routes),
      get('/en/det-har-kors', routes),
      get('/det-har-kors', routes),
    ]);
    assert.equal(asked.filter((path) => path === '/traceability/v1/logs').length, 1);
    now += 2000;
    await get('/det-har-kors', routes);
    assert.equal(asked.filter((path) => path === '/traceability/v1/logs').length, 2);
  });
});
