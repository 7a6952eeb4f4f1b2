import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { publicSector } from '../data/public-sector.ts';
import { type Answer, type RunningRoom, runRoom } from './running-room.ts';

let room: RunningRoom;

before(async () => {
  room = await runRoom();
});

const ask = (identitetsbeteckning: unknown) => room.call('POST', '/organisationer', { identitetsbeteckning });

function assertApiError(answer: Answer, status: number, instance: string, detail: RegExp): void {
  assert.equal(answer.status, status);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const { type, timestamp, requestId, title, detail: said, ...rest } = answer.json;
  assert.deepEqual(rest, { instance, status });
  assert.match(type, /^(?:about:blank|urn:bolagsverket:error:(?:auth|network|validation))$/);
  assert.ok(!Number.isNaN(Date.parse(timestamp)));
  assert.equal(requestId, answer.headers.get('x-request-id'));
  assert.ok(title.length > 3);
  assert.match(said, detail);
}

test('every operation refuses what it must', async (t) => {
  const params = { dokumentId: 'a_paket', orgnr: '2120000829' };
  await exerciseRoutes(t, room.hub, 'base-data/company', { params });
});

test('isalive says OK as plain text', async () => {
  const answer = await room.call('GET', '/isalive');
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(answer.bytes.toString(), 'OK');
});

test('isalive needs the scope ping, the others read', async () => {
  const base = `${room.hub.url}/vardefulla-datamangder/v1`;
  const onlyRead = { authorization: `Bearer ${await room.hub.accessToken(['vardefulla-datamangder:read'])}` };
  const onlyPing = { authorization: `Bearer ${await room.hub.accessToken(['vardefulla-datamangder:ping'])}` };
  assert.equal((await fetch(`${base}/isalive`, { headers: onlyRead })).status, 403);
  assert.equal((await fetch(`${base}/isalive`, { headers: onlyPing })).status, 200);
  assert.equal((await fetch(`${base}/dokument/a_paket`, { headers: onlyPing })).status, 403);
  const refused = await room.call('GET', '/isalive', undefined, { authorization: 'Bearer x' });
  assertApiError(refused, 401, 'auth.error', /Anroparen saknar giltiga autentiseringsuppgifter/);
});

for (const written of ['2120000829', '212000-0829', '162120000829']) {
  test(`answers for Karlskrona kommun asked as ${written}`, async () => {
    const answer = await ask(written);
    assert.equal(answer.status, 200);
    assert.equal(answer.json.organisationer.length, 1);
    const [organisation] = answer.json.organisationer;
    assert.equal(organisation.organisationsidentitet.identitetsbeteckning, '2120000829');
    assert.equal(organisation.organisationsnamn.organisationsnamnLista[0].namn, 'Karlskrona kommun');
    assert.equal(organisation.juridiskForm.klartext, 'Kommuner');
  });
}

test('answers for every organisation of the public sector, and says which numbers nobody has verified', async () => {
  for (const [number, name, form, , , standing] of publicSector) {
    const [organisation] = (await ask(number)).json.organisationer;
    assert.equal(organisation.organisationsnamn.organisationsnamnLista[0].namn, name);
    assert.equal(organisation.juridiskForm.kod, form);
    assert.equal(
      organisation.organisationsidentitet.typ.klartext.includes('ej verifierat'),
      standing === 'unverified',
    );
  }
});

test('a number that nobody has is answered 200, with ORGANISATION_FINNS_EJ', async () => {
  const answer = await ask('5560000167');
  assert.equal(answer.status, 200);
  assert.equal(answer.json.organisationer.length, 1);
  assert.equal(answer.json.organisationer[0].organisationsnamn.fel.typ, 'ORGANISATION_FINNS_EJ');
});

test('a wrong check digit, a malformed number and no number are told apart, and never repeated', async () => {
  assertApiError(await ask('2120000828'), 400, 'validation.client', /ogiltig kontrollsiffra/);
  assertApiError(await ask('21200008'), 400, 'validation.client', /fel form/);
  assertApiError(await ask('åäö'), 400, 'validation.client', /fel form/);
  assertApiError(await ask(2120000829), 400, 'validation.client', /saknas/);
  assertApiError(await room.call('POST', '/organisationer', {}), 400, 'validation.client', /saknas/);
  assertApiError(
    await room.call('POST', '/organisationer', '{"identitets'),
    400,
    'validation.client',
    /JSON/,
  );
  const text = JSON.stringify((await ask('191212121213')).json);
  assert.ok(!text.includes('191212121213'));
});

test('rubbish in the body is refused as the caller’s fault, whatever it is', async () => {
  for (const body of [
    'null',
    '[]',
    '"2120000829"',
    '{"identitetsbeteckning":null}',
    '{"identitetsbeteckning":{"$gt":""}}',
    '\u0000',
    '{"identitetsbeteckning":"2120000829\\u0000"}',
    `{"identitetsbeteckning":"' or 1=1 --"}`,
  ]) {
    const answer = await room.call('POST', '/organisationer', body);
    assert.equal(answer.status, 400, body);
  }
  assertApiError(
    await room.call('POST', '/organisationer', { a: 'x'.repeat(5000) }),
    413,
    'client.error',
    /för stort/,
  );
});

test('X-Request-Id comes back in the header and in an error', async () => {
  const id = '0f1c7a52-2b7e-4d0e-9a5b-2f7f1f7d9a10';
  const good = await room.call(
    'POST',
    '/organisationer',
    { identitetsbeteckning: '2120000829' },
    { 'x-request-id': id },
  );
  assert.equal(good.headers.get('x-request-id'), id);
  const bad = await room.call('POST', '/organisationer', {}, { 'x-request-id': id });
  assert.equal(bad.json.requestId, id);
});

test('a member that the contract does not know is ignored', async () => {
  const answer = await room.call('POST', '/organisationer', {
    identitetsbeteckning: '2120000829',
    framtida: true,
  });
  assert.equal(answer.status, 200);
});

test('a public organisation has filed no annual report: the list is empty', async () => {
  const answer = await room.call('POST', '/dokumentlista', { identitetsbeteckning: '212000-0829' });
  assert.deepEqual([answer.status, answer.json], [200, { dokument: [] }]);
  assertApiError(
    await room.call('POST', '/dokumentlista', { identitetsbeteckning: '2120000828' }),
    400,
    'validation.client',
    /kontrollsiffra/,
  );
});

test('a report that was taken in is listed and fetched byte for byte', async () => {
  const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 0, 255, 10, 13]);
  const stored = await room.offer.importDocument({
    identity: '5560000167',
    periodEnd: '2024-12-31',
    registeredOn: '2025-06-30',
    bytes,
  });
  assert.ok(stored.kind === 'stored');
  const list = await room.call('POST', '/dokumentlista', { identitetsbeteckning: '5560000167' });
  assert.deepEqual(list.json, {
    dokument: [
      {
        dokumentId: stored.id,
        filformat: 'application/zip',
        rapporteringsperiodTom: '2024-12-31',
        registreringstidpunkt: '2025-06-30',
      },
    ],
  });
  const fetched = await room.call('GET', `/dokument/${stored.id}`);
  assert.equal(fetched.status, 200);
  assert.equal(fetched.headers.get('content-type'), 'application/zip');
  assert.deepEqual(fetched.bytes, Buffer.from(bytes));
});

test('a document that is not there is 404, also under a name that cannot be one', async () => {
  for (const id of ['finns-inte_paket', '..%2F..%2Fetc%2Fpasswd', 'a%00b', 'x'.repeat(200), '%C3%A5']) {
    assertApiError(await room.call('GET', `/dokument/${id}`), 404, 'not.found', /Dokument kunde inte hittas/);
  }
});

test('with the statistical register broken, its part carries fel and the health says so', async () => {
  const broken = await runRoom();
  await broken.db.schema.alterTable('statistics_entry').renameTo('gone').execute();
  const answer = await broken.call('POST', '/organisationer', { identitetsbeteckning: '2120000829' });
  assert.equal(answer.status, 200);
  const [organisation] = answer.json.organisationer;
  assert.deepEqual(Object.keys(organisation.juridiskForm).sort(), ['dataproducent', 'fel']);
  assert.equal(organisation.juridiskForm.fel.typ, 'OTILLGANGLIG_UPPGIFTSKALLA');
  assert.equal(organisation.juridiskForm.dataproducent, 'SCB');
  assert.equal(organisation.avregistreradOrganisation, null);
  const health = await (await fetch(`${broken.hub.url}/health`)).text();
  assert.match(health, /statistical register/);
});
