// A question to all producers, one of which stands behind another organisation's connector: signed and logged by both.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Running, runEna } from '../joining/programs.ts';
import { startSandboxWithConnector } from './started-sandbox.ts';

const own = '2120000829';
const provider = '2021005489';
/** A test person of the tax agency. */
const person = '191212121212';
const part = { kund: { identifierare: person, typ: 'Personnummer' } };
const purpose = ['--purpose', 'arendeoversikt', '--legal-basis', 'GDPR-6.1.e'];

const folder = mkdtempSync(join(tmpdir(), 'ena-ärenden-å-'));
const data = join(folder, 'sandlåda');
const seen: { headers: IncomingHttpHeaders; body: { anvandare: string } }[] = [];
let service: Server;
let hub: Running;
let token: string;

before(async () => {
  service = await startProducer();
  hub = await startSandboxWithConnector(data);
  token = await forwarderToken();
});
after(async () => {
  await hub?.stop();
  service?.closeAllConnections();
  service?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A producer that somebody else has built, which answers one event about whoever is asked about. */
async function startProducer(): Promise<Server> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const body = JSON.parse(text);
    seen.push({ headers: request.headers, body });
    const event = {
      kundhandelseId: 'bv-1',
      rubrik: 'Ditt företag är registrerat – åäö',
      beskrivning: 'Bolaget är registrerat.',
      sprak: 'sv',
      producent: 'Bolagsverket',
      tidpunkt: '2026-08-20T09:12:00+02:00',
      kundhandelseTyp: 'BOLAGSV.REGISTRERING.KLAR',
      producentarendetKraverKundatgard: false,
      producentarendetKlart: true,
      version: '6.1',
    };
    const { parter } = body.fraga;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        kundhandelser: parter.map((one: object) => ({
          part: one,
          totaltAntalKundhandelser: 1,
          kundhandelserForPart: [event],
        })),
        metadata: { parter },
        delfragor: [],
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
async function post(path: string, bearer: string, body: object): Promise<{ status: number; json: any }> {
  const headers = {
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/json',
    skv_client_correlation_id: 'kedja-1',
  };
  const answer = await fetch(`${hub.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

async function forwarderToken(): Promise<string> {
  const wanted = { id: 'formedlare', organisation: own, scopes: ['cases:forward'] };
  const { json } = await post('/admin/v1/clients', hub.operatorToken, wanted);
  const form = { grant_type: 'client_credentials', client_id: 'formedlare', client_secret: json.secret };
  const answer = await fetch(`${hub.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const ask = () =>
  post('/mina-arenden/v1/kundhandelseFragaSynkron', token, { fraga: { parter: [part] }, anvandare: person });

test('a producer behind a connector that has not granted access is named in a 206', async () => {
  const made = await post('/cases/v1/producers', hub.operatorToken, {
    id: 'bolagsverket-borta',
    prefix: 'BOLAGSV',
    name: 'Bolagsverket',
    organisation: provider,
    reach: {
      kind: 'exchange',
      service: `${provider}/kundhandelser`,
      purpose: 'arendeoversikt',
      legalBasis: 'GDPR-6.1.e',
    },
  });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  const { port } = service.address() as AddressInfo;
  const place = ['--org', provider, '--data', data];
  await runEna([
    ...['service', 'add', 'kundhandelser', ...place, '--url', `http://127.0.0.1:${port}`],
    ...['--title', 'Kundhändelser', '--operation', 'POST /kundhandelseFragaSynkron'],
  ]);
  const answer = await ask();
  assert.equal(answer.status, 206);
  assert.deepEqual(
    answer.json.delfragor.map(({ status, httpCode }: { status: string; httpCode: number }) => [
      status,
      httpCode,
    ]),
    [['REFUSED', 502]],
  );
  assert.equal(seen.length, 0);
});

test('with the access it answers through the exchange, which tells it who asks, why and about whom', async () => {
  const place = ['--org', provider, '--data', data];
  await runEna([
    'service',
    'grant',
    'kundhandelser',
    ...place,
    '--consumer',
    own,
    ...purpose,
    '--agreement',
    'avtal-å-5',
  ]);
  const answer = await ask();
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  const [{ kundhandelserForPart: events }] = answer.json.kundhandelser;
  assert.deepEqual([events.length, events[0].rubrik], [1, 'Ditt företag är registrerat – åäö']);
  const { headers, body } = seen[0] ?? {};
  assert.equal(body?.anvandare, person);
  assert.match(String(headers?.['ena-client']), new RegExp(`^${own}/`));
  assert.deepEqual(
    [
      headers?.['ena-purpose'],
      headers?.['ena-legal-basis'],
      headers?.['ena-subject'],
      headers?.skv_client_correlation_id,
    ],
    ['arendeoversikt', 'GDPR-6.1.e', person, 'kedja-1'],
  );
});

test('both connectors have the call in their evidence', async () => {
  for (const organisation of [own, provider]) {
    const { items } = await runEna(['evidence', 'list', '--org', organisation, '--data', data]);
    assert.match(JSON.stringify(items), /kundhandelser/);
  }
});
