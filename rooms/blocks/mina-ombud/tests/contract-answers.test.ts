import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { agda, company, ended, idOf, mandate, saving, wilma } from '../store/tests/samples.ts';
import { type ContractHub, karlskrona, startContractHub, sundsvall } from './contract-hub.ts';

let contract: ContractHub;
let any: string;
const wilmaPnr = { id: wilma.id, typ: 'pnr' };

before(async () => {
  contract = await startContractHub(new Map([[company.id, [agda]]]));
  any = await contract.tokenOf('samverkan', ['user:any']);
  const toWilma = { holders: [wilma] };
  const gone = mandate(4, toWilma);
  await contract.store.save(
    saving(
      mandate(1, toWilma),
      mandate(2, {
        ...toWilma,
        grantor: company,
        grantorRole: 'organisation',
        reference: 'MOF0000000002',
        title: 'Älgjakt',
      }),
      mandate(3, {
        ...toWilma,
        relyingParty: { id: sundsvall, name: 'Sundsvalls kommun' },
        validTo: '2027-02-28',
      }),
      gone,
    ),
  );
  await contract.store.save(saving(ended(gone)));
});

const search = (path: string, body: object, version: 'v1' | 'v2' = 'v2') =>
  contract.ask({ path, body, token: any, version });
const references = (json: { fullmakter: { id: string }[] }) => json.fullmakter.map(({ id }) => id);

test('a holder’s authority is answered per grantor, signed by the relying party', async () => {
  const answer = await search('/sok/behorigheter', { tredjeman: karlskrona, fullmaktshavare: wilmaPnr });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json.page, { size: 20, number: 0, totalElements: 2, totalPages: 1 });
  const [first] = answer.json.kontext;
  const { _sig, ...signed } = first;
  assert.deepEqual(
    [signed.tredjeman, signed.fullmaktsgivarroll, signed.fullmaktshavare],
    [karlskrona, 'ORGANISATION', [{ id: wilma.id, typ: 'pnr', namn: 'Testberg', fornamn: 'Wilma' }]],
  );
  assert.deepEqual(signed.behorigheter[0], { kod: 'bygglov:söka', fullmakt: idOf(2) });
  assert.match(signed.tidpunkt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+01:00$/);
  const jwks = await contract.ask({ path: `/tredjeman/${karlskrona}/jwks` });
  assert.ok(verifyDetached(signed, _sig, readKeySet(jwks.json)).ok);
  assert.ok(!verifyDetached({ ...signed, tredjeman: sundsvall }, _sig, readKeySet(jwks.json)).ok);
});

test('version 1 has a kind for each permission, version 2 has none', async () => {
  const question = { tredjeman: karlskrona, fullmaktshavare: wilmaPnr };
  const one = await search('/sok/behorigheter', question, 'v1');
  assert.equal(one.json.kontext[0].behorigheter[0].typ, 'aktiv');
  const two = await search('/sok/behorigheter', question, 'v2');
  assert.ok(!('typ' in two.json.kontext[0].behorigheter[0]));
});

test('a question is narrowed by grantor, role and code, and paged', async () => {
  const ask = async (more: object) => {
    const answer = await search('/sok/behorigheter', {
      tredjeman: karlskrona,
      fullmaktshavare: wilmaPnr,
      ...more,
    });
    return answer.json.kontext.map((one: { fullmaktsgivare: { id: string } }) => one.fullmaktsgivare.id);
  };
  assert.deepEqual(await ask({ fullmaktsgivarroll: ['PRIVAT'] }), [agda.id]);
  assert.deepEqual(await ask({ fullmaktsgivare: { id: company.id, typ: 'orgnr' } }), [company.id]);
  assert.deepEqual(await ask({ behorigheter: ['finns-inte'] }), []);
  assert.deepEqual(await ask({ page: { page: 1, size: 1, sort: '' } }), [agda.id]);
  assert.deepEqual(await ask({ okänt: { från: 'framtiden' } }), [company.id, agda.id]);
});

test('a size beyond the largest is taken as the largest, and the answer says so', async () => {
  const answer = await search('/sok/fullmakter', { fullmaktshavare: wilmaPnr, page: { size: 1_000_000 } });
  assert.equal(answer.json.page.size, 1000);
});

test('mandates are searched at all relying parties open to the client, in the default order', async () => {
  const answer = await search('/sok/fullmakter', { fullmaktshavare: wilmaPnr, aterkallad: false });
  assert.equal(answer.status, 200);
  assert.deepEqual(references(answer.json), [idOf(1), idOf(3), idOf(2)]);
  assert.deepEqual(answer.json.problem ?? {}, {});
  const own = await contract.tokenOf('karlskrona', ['user:any']);
  const narrow = await contract.ask({
    path: '/sok/fullmakter',
    body: { fullmaktshavare: wilmaPnr },
    token: own,
  });
  assert.deepEqual(references(narrow.json).includes(idOf(3)), false);
});

test('the relying party is one text or a list', async () => {
  for (const tredjeman of [sundsvall, [sundsvall], [sundsvall, sundsvall]]) {
    const answer = await search('/sok/fullmakter', { fullmaktshavare: wilmaPnr, tredjeman });
    assert.deepEqual(references(answer.json), [idOf(3)]);
  }
});

test('null and missing are told apart for the last day and for the origin', async () => {
  const ids = async (more: object, version: 'v1' | 'v2' = 'v2') =>
    references(
      (await search('/sok/fullmakter', { fullmaktshavare: wilmaPnr, status: 'GILTIG', ...more }, version))
        .json,
    );
  assert.deepEqual(await ids({}), [idOf(1), idOf(3), idOf(2)]);
  assert.deepEqual(await ids({ giltigTom: null }), [idOf(1), idOf(2)]);
  assert.deepEqual(await ids({ giltigTom: '2027-02-28' }), [idOf(3)]);
  assert.deepEqual(await ids({ ursprung: null }), [idOf(1), idOf(3), idOf(2)]);
  assert.deepEqual(await ids({ ursprung: idOf(1) }), []);
  assert.deepEqual(await ids({ ursprung: idOf(1) }, 'v1'), [idOf(1), idOf(3), idOf(2)]);
});

test('the order can be asked for', async () => {
  const answer = await search('/sok/fullmakter', {
    fullmaktshavare: wilmaPnr,
    status: 'GILTIG',
    page: { sort: 'rubrik desc ignorecase,tredjeman' },
  });
  assert.deepEqual(references(answer.json)[0], idOf(2));
});

test('a mandate is read in whole and signed as a whole, in both versions', async () => {
  const path = `/tredjeman/${karlskrona}/fullmakter/${idOf(1).toUpperCase()}`;
  const two = await contract.ask({ path: `${path}?utdelning=AKTUELLA`, token: any });
  assert.equal(two.status, 200);
  const { _sig, ...signed } = two.json;
  assert.equal(signed.fullmakt.id, idOf(1));
  assert.deepEqual(signed.fullmakt.behorigheter[0], { kod: 'bygglov:söka', rubrik: 'Söka bygglov' });
  const jwks = await contract.ask({ path: `/tredjeman/${karlskrona}/jwks` });
  assert.ok(verifyDetached(signed, _sig, readKeySet(jwks.json)).ok);
  const one = await contract.ask({ path: `${path}?utdelning=vad-som-helst`, token: any, version: 'v1' });
  assert.equal(one.json.fullmakt.behorigheter[0].behorighetsobjekt.typer[0].typ, 'aktiv');
});

test('the keys need neither token nor service name', async () => {
  const url = `${contract.hub.url}/dfm/formedlare/v1/tredjeman/${karlskrona}/jwks`;
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  const { keys } = (await answer.json()) as { keys: { kty: string; kid: string }[] };
  assert.ok(keys.length > 0 && keys.every(({ kty, kid }) => kty === 'RSA' && /^[0-9a-f]{40}$/.test(kid)));
});

/** The header section as it stands on the wire, which no client library has touched. */
async function rawHead(request: string): Promise<string> {
  const { hostname, port } = new URL(contract.hub.url);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('\r\n\r\n')) break;
  }
  return text.slice(0, text.indexOf('\r\n\r\n') + 2);
}

test('the content type is application/json and not a character more, in answers and in errors', async () => {
  const body = JSON.stringify({ tredjeman: karlskrona, fullmaktshavare: wilmaPnr });
  const post = (head: string, content: string) =>
    `POST /dfm/formedlare/v2/sok/behorigheter HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}` +
    `Content-Type: application/json;charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
  const known = `Authorization: Bearer ${any}\r\nX-Service-Name: test\r\n`;
  for (const [request, status] of [
    [post(known, body), 200],
    [post(known, '{'), 400],
    [post('X-Service-Name: test\r\n', body), 401],
    [
      `GET /dfm/formedlare/v2/tredjeman/${karlskrona}/jwks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      200,
    ],
    ['GET /dfm/formedlare/v2/tredjeman/1/jwks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  ] as const) {
    const head = await rawHead(request);
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(head, /\r\ncontent-type: application\/json\r\n/i);
  }
});

test('X-Request-Id comes back in the header, as it came', async () => {
  const id = 'D120654C-0d09-481a-8956-940a76474e6b';
  const question = { tredjeman: karlskrona, fullmaktshavare: wilmaPnr };
  const headers = { 'x-request-id': id };
  const answer = await contract.ask({ path: '/sok/behorigheter', body: question, token: any, headers });
  assert.equal(answer.headers.get('x-request-id'), id);
  const error = await contract.ask({ path: '/sok/behorigheter', body: {}, token: any, headers });
  assert.equal(error.json.requestId, id);
});
