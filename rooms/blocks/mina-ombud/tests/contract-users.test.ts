import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { agda, company, idOf, mandate, saving, wilma } from '../store/tests/samples.ts';
import {
  type ContractAnswer,
  type ContractHub,
  karlskrona,
  silent,
  startContractHub,
} from './contract-hub.ts';

let contract: ContractHub;
let self: string;
let other: string;
const personalNumber = 'https://claims.oidc.se/1.0/personalNumber';
const asWilma = { id: wilma.id, typ: 'pnr' };
const question = { tredjeman: karlskrona, fullmaktshavare: asWilma };

before(async () => {
  contract = await startContractHub(new Map([[company.id, [agda]]]));
  self = await contract.tokenOf('karlskrona', ['user:self']);
  other = await contract.tokenOf('karlskrona', ['user:other']);
  const byCompany = { holders: [wilma], grantor: company, grantorRole: 'organisation' } as const;
  await contract.store.save(saving(mandate(1, byCompany)));
});

async function idTokenOf(id: string, claims: object = {}): Promise<string> {
  const token = await contract.samples.issue({ sub: 'någon', [personalNumber]: id, ...claims });
  return token ?? assert.fail('no token was made');
}

async function ask(token: string, idToken: string | undefined, body: object = question) {
  const headers: Record<string, string> = idToken === undefined ? {} : { 'x-id-token': idToken };
  return contract.ask({ path: '/sok/behorigheter', body, token, headers });
}

function assertRefused(answer: ContractAnswer, status: number, instance: string, detail: RegExp): void {
  assert.deepEqual([answer.status, answer.json.instance], [status, instance], JSON.stringify(answer.json));
  assert.match(JSON.stringify(answer.json.violations ?? answer.json.detail), detail);
  assert.doesNotMatch(JSON.stringify({ ...answer.json, requestId: '' }), /\d{8}-?\d{4}/);
}

test('a holder asks about herself, under her own log-in', async () => {
  const answer = await ask(self, await idTokenOf(wilma.id));
  assert.equal(answer.status, 200);
  assert.equal(answer.json.kontext.length, 1);
});

test('the grantor’s representative asks about the grantor, another does not', async () => {
  const body = { ...question, fullmaktsgivare: { id: company.id, typ: 'orgnr' } };
  assert.equal((await ask(self, await idTokenOf(agda.id), body)).status, 200);
  const stranger = await ask(self, await idTokenOf('195206142597'), body);
  assertRefused(stranger, 403, 'anvandare.obehorig', /user:self/);
  assertRefused(await ask(self, await idTokenOf(agda.id)), 403, 'anvandare.obehorig', /fullmaktshavare/);
});

test('with the company register away nobody is called a stranger', async () => {
  const body = { ...question, fullmaktsgivare: { id: silent, typ: 'orgnr' } };
  const answer = await ask(self, await idTokenOf(agda.id), body);
  assertRefused(answer, 503, 'network.error', /Företagsregistret/);
});

test('a mandate is read by those whom it concerns', async () => {
  const path = `/tredjeman/${karlskrona}/fullmakter/${idOf(1)}`;
  const read = async (id: string) =>
    contract.ask({ path, token: self, headers: { 'x-id-token': await idTokenOf(id) } });
  assert.equal((await read(wilma.id)).status, 200);
  assert.equal((await read(agda.id)).status, 200);
  const before = contract.told.length;
  const stranger = await read('195206142597');
  assert.equal(contract.told.length, before, 'what nobody was told nobody has read');
  assertRefused(stranger, 403, 'anvandare.obehorig', /user:self/);
  assert.ok(!('fullmakt' in stranger.json));
});

test('a search concerns its holder or its grantor', async () => {
  const search = async (body: object, id: string) =>
    contract.ask({
      path: '/sok/fullmakter',
      body,
      token: self,
      headers: { 'x-id-token': await idTokenOf(id) },
    });
  assert.equal((await search({ fullmaktshavare: asWilma }, wilma.id)).json.fullmakter.length, 1);
  assert.equal((await search({ fullmaktsgivare: { id: company.id, typ: 'orgnr' } }, agda.id)).status, 200);
  assert.equal((await search({ fullmaktshavare: asWilma }, agda.id)).status, 403);
});

test('a case handler asks about anyone with user:other, named by user name', async () => {
  const handler = await contract.samples.issue({ sub: 'u7', preferred_username: 'handläggare.åsa' });
  assert.equal((await ask(other, handler)).status, 200);
  assertRefused(await ask(self, handler), 403, 'anvandare.obehorig', /user:self/);
});

test('a user is named where the scope says so and only there', async () => {
  const any = await contract.tokenOf('karlskrona', ['user:any']);
  const wilmas = await idTokenOf(wilma.id);
  assertRefused(await ask(self, undefined), 400, 'validation.client', /"X-Id-Token".*|user:self/);
  assertRefused(await ask(other, undefined), 400, 'validation.client', /user:other/);
  assertRefused(await ask(any, wilmas), 400, 'validation.client', /must not be sent/);
  assert.equal((await ask(any, undefined)).status, 200);
  const all = await contract.tokenOf('karlskrona', ['user:self', 'user:other', 'user:any']);
  assert.equal((await ask(all, undefined)).status, 200);
  assertRefused(await ask(all, await idTokenOf(agda.id)), 403, 'anvandare.obehorig', /user:self/);
});

test('an id token that does not hold is refused with what to mend, and nothing of it', async () => {
  const token = await idTokenOf(wilma.id);
  const [header, payload] = token.split('.');
  const cases: readonly (readonly [string, RegExp])[] = [
    ['rappakalja', /kompakt form/],
    [`${header}.${payload}.${'A'.repeat(342)}`, /Signaturen/],
    [await idTokenOf(wilma.id, { iss: 'https://annan.example' }), /Utfärdaren/],
    [await idTokenOf(wilma.id, { aud: 'annan' }), /Mottagaren/],
    [await idTokenOf(wilma.id, { exp: 1_700_000_000 }), /gått ut/],
    [await idTokenOf(wilma.id, { iat: 1_900_000_000 }), /börjar gälla senare/],
    [await idTokenOf('198101052383'), /Numret/],
  ];
  for (const [idToken, detail] of cases) {
    assertRefused(await ask(self, idToken), 401, 'auth.error', detail);
  }
});

test('the service’s name is asked for, and of its characters only', async () => {
  const idToken = await idTokenOf(wilma.id);
  const named = (name: string) =>
    contract.ask({
      path: '/sok/behorigheter',
      body: question,
      token: self,
      headers: { 'x-id-token': idToken, 'x-service-name': name },
    });
  assert.equal((await named('Bygg.lov_2-a')).status, 200);
  for (const name of ['', 'bygg lov', 'bygglov-å', 'a'.repeat(300)]) {
    assertRefused(await named(name), 400, 'validation.client', /X-Service-Name/);
  }
  const url = `${contract.hub.url}/dfm/formedlare/v2/sok/behorigheter`;
  const headers = {
    authorization: `Bearer ${self}`,
    'x-id-token': idToken,
    'content-type': 'application/json',
  };
  const without = await fetch(url, { method: 'POST', headers, body: JSON.stringify(question) });
  assert.equal(without.status, 400);
  const { violations } = (await without.json()) as { violations: unknown };
  assert.deepEqual(violations, [{ path: 'X-Service-Name', message: 'must be sent' }]);
});

test('a request id that is no UUID is refused, and not repeated', async () => {
  const headers = { 'x-id-token': await idTokenOf(wilma.id), 'x-request-id': '19810105-2382' };
  const answer = await contract.ask({ path: '/sok/behorigheter', body: question, token: self, headers });
  assertRefused(answer, 400, 'validation.client', /X-Request-Id/);
});

test('what was told of someone is noted with who asked, by which service', async () => {
  await ask(self, await idTokenOf(wilma.id));
  const row = contract.told.at(-1);
  assert.deepEqual(
    [row?.organisation, row?.service, row?.relyingParty, row?.holder?.id, row?.grantor?.id],
    [karlskrona, 'bygglov-e-tjanst', karlskrona, wilma.id, company.id],
  );
});
