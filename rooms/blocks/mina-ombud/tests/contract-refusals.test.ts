import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { contractErrors } from '../contract-errors.ts';
import { idOf } from '../store/tests/samples.ts';
import {
  type ContractAnswer,
  type ContractHub,
  closed,
  karlskrona,
  startContractHub,
  sundsvall,
} from './contract-hub.ts';

let contract: ContractHub;
let any: string;
const åsa = { id: '198101052382', typ: 'pnr' };
const good = { tredjeman: karlskrona, fullmaktshavare: åsa };

before(async () => {
  contract = await startContractHub();
  any = await contract.tokenOf('karlskrona', ['user:any']);
});

const authority = (body: unknown, token = any) => contract.ask({ path: '/sok/behorigheter', body, token });
const mandates = (body: unknown, token = any) => contract.ask({ path: '/sok/fullmakter', body, token });

/** Each error in the contract's form, with its own code, and without anything that was sent. */
function assertError(answer: ContractAnswer, name: keyof typeof contractErrors, status?: number): void {
  const expected = contractErrors[name];
  assert.equal(answer.status, status ?? expected.status, JSON.stringify(answer.json));
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const { type, instance, title, source, timestamp, requestId, detail, violations } = answer.json;
  assert.deepEqual(
    { type, instance, title, source, status: answer.json.status },
    {
      type: `urn:dfm:error:${expected.type}`,
      instance: expected.instance,
      title: expected.title,
      source: 'formedlare',
      status: answer.status,
    },
  );
  assert.match(timestamp, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+0[12]:00$/);
  assert.equal(requestId, answer.headers.get('x-request-id'));
  assert.ok(detail.length > 10);
  assert.equal(expected.type === 'validation', Array.isArray(violations));
  assert.doesNotMatch(JSON.stringify({ ...answer.json, requestId: '' }), /\d{8}-?\d{4}/);
}

const violated = (answer: ContractAnswer) => answer.json.violations.map(({ path }: { path: string }) => path);

test('every operation refuses what it must', async (t) => {
  const params = { tredjeman: karlskrona, fullmakt: idOf(1) };
  await exerciseRoutes(t, contract.hub, 'blocks/mina-ombud', { params });
});

for (const [name, body, paths] of [
  ['no relying party', { fullmaktshavare: åsa }, ['tredjeman']],
  ['no holder', { tredjeman: karlskrona }, ['fullmaktshavare']],
  ['a relying party that is a list', { ...good, tredjeman: [karlskrona] }, ['tredjeman']],
  ['a relying party with the prefix 16', { ...good, tredjeman: `16${karlskrona}` }, ['tredjeman']],
  ['a relying party as a number', { ...good, tredjeman: 2120000829 }, ['tredjeman']],
  ['a holder that is null', { ...good, fullmaktshavare: null }, ['fullmaktshavare']],
  ['a grantor that is null', { ...good, fullmaktsgivare: null }, ['fullmaktsgivare']],
  ['a holder without typ', { ...good, fullmaktshavare: { id: åsa.id } }, ['fullmaktshavare.typ']],
  ['an unknown typ', { ...good, fullmaktshavare: { id: åsa.id, typ: 'PNR' } }, ['fullmaktshavare.typ']],
  ['a user as holder', { ...good, fullmaktshavare: { id: 'åsa', typ: 'username' } }, ['fullmaktshavare.typ']],
  [
    'ten digits of a person',
    { ...good, fullmaktshavare: { id: '8101052382', typ: 'pnr' } },
    ['fullmaktshavare.id'],
  ],
  [
    'an organisation with the prefix 16',
    { ...good, fullmaktsgivare: { id: '165561929323', typ: 'orgnr' } },
    ['fullmaktsgivare.id'],
  ],
  [
    'a temporary number without 302',
    { ...good, fullmaktshavare: { id: '3010000006', typ: 'gdnr' } },
    ['fullmaktshavare.id'],
  ],
  [
    'odd digits',
    { ...good, fullmaktshavare: { id: '１９８１０１０５２３８２', typ: 'pnr' } },
    ['fullmaktshavare.id'],
  ],
  ['an empty list of roles', { ...good, fullmaktsgivarroll: [] }, ['fullmaktsgivarroll']],
  ['an unknown role', { ...good, fullmaktsgivarroll: ['PRIVAT', 'STAT'] }, ['fullmaktsgivarroll[1]']],
  ['an empty list of codes', { ...good, behorigheter: [] }, ['behorigheter']],
  ['a code with a space', { ...good, behorigheter: ['söka bygglov'] }, ['behorigheter[0]']],
  ['an emoji for a code', { ...good, behorigheter: ['🦆'] }, ['behorigheter[0]']],
  ['a page before the first', { ...good, page: { page: -1 } }, ['page.page']],
  ['a page of nothing', { ...good, page: { size: 0 } }, ['page.size']],
  ['half a page', { ...good, page: { page: 0.5 } }, ['page.page']],
  ['a page that is null', { ...good, page: null }, ['page']],
] as const) {
  test(`a question for authority with ${name} is refused at its place`, async () => {
    const answer = await authority(body);
    assertError(answer, 'invalidRequest');
    assert.deepEqual(violated(answer), paths);
  });
}

for (const [name, more, paths] of [
  ['a status in lower case', { status: 'giltig' }, ['status']],
  ['a status that is null', { status: null }, ['status']],
  ['a text for a truth', { aterkallad: 'false' }, ['aterkallad']],
  ['a leap day that was none', { giltigFrom: '2025-02-29' }, ['giltigFrom']],
  ['a day that is null', { giltigFrom: null }, ['giltigFrom']],
  ['a last day that is none', { giltigTom: '2026-13-01' }, ['giltigTom']],
  ['an origin that is no UUID', { ursprung: 'ÅÄÖ' }, ['ursprung']],
  ['a time without offset', { referenstidpunkt: '2026-11-22T00:00:00' }, ['referenstidpunkt']],
  ['a leap second', { referenstidpunkt: '2026-12-31T23:59:60Z' }, ['referenstidpunkt']],
  ['no relying parties', { tredjeman: [] }, ['tredjeman']],
  ['an odd relying party among good ones', { tredjeman: [karlskrona, 'x'] }, ['tredjeman']],
  ['an unknown attribute to sort by', { page: { sort: 'namn' } }, ['page.sort']],
  ['a direction that there is not', { page: { sort: 'rubrik asc' } }, ['page.sort']],
] as const) {
  test(`a search with ${name} is refused at its place`, async () => {
    const answer = await mandates({ fullmaktshavare: åsa, ...more });
    assertError(answer, 'invalidRequest');
    assert.deepEqual(violated(answer).slice(0, 1), paths);
  });
}

test('leap days, and times at the Swedish turn of day, are taken', async () => {
  for (const more of [
    { giltigFrom: '2028-02-29' },
    { referenstidpunkt: '2026-11-21T23:00:00Z' },
    { referenstidpunkt: '2026-11-22T00:00:00.5+01:00' },
  ]) {
    assert.equal((await mandates({ fullmaktshavare: åsa, ...more })).status, 200);
  }
});

test('a search for nobody is refused by its own code', async () => {
  assertError(await mandates({}), 'partiesMissing');
  assertError(await mandates({ tredjeman: karlskrona }), 'partiesMissing');
});

test('a number that can be nobody’s is told from one that is no number', async () => {
  const wrongCentury = { id: '218101052382', typ: 'pnr' };
  const coordination = { id: '198101652389', typ: 'pnr' };
  for (const one of [wrongCentury, coordination, { id: '198101052383', typ: 'pnr' }]) {
    assertError(await authority({ ...good, fullmaktshavare: one }), 'holderInvalid');
    assertError(await authority({ ...good, fullmaktsgivare: one }), 'grantorInvalid');
    assertError(await mandates({ fullmaktsgivare: one }), 'grantorInvalid');
  }
  const known = { ...coordination, typ: 'samnr' };
  assert.equal((await authority({ ...good, fullmaktshavare: known })).status, 200);
  const temporary = { id: '3020000006', typ: 'gdnr' };
  assert.equal((await authority({ ...good, fullmaktshavare: temporary })).status, 200);
});

test('a relying party is unknown, another’s, or closed', async () => {
  const wide = await contract.tokenOf('samverkan', ['user:any']);
  for (const [tredjeman, token, name] of [
    ['5560000167', any, 'relyingPartyUnknown'],
    [sundsvall, any, 'relyingPartyForbidden'],
    [closed, wide, 'relyingPartyInactive'],
  ] as const) {
    assertError(await authority({ ...good, tredjeman }, token), name);
    assertError(await mandates({ fullmaktshavare: åsa, tredjeman: [karlskrona, tredjeman] }, token), name);
    const read = await contract.ask({ path: `/tredjeman/${tredjeman}/fullmakter/${idOf(1)}`, token });
    assertError(read, name, name === 'relyingPartyUnknown' ? 404 : undefined);
  }
  assertError(await contract.ask({ path: '/tredjeman/5560000167/jwks' }), 'relyingPartyUnknown', 404);
});

test('a mandate that is not there is missing, an id that is none is refused', async () => {
  const missing = await contract.ask({ path: `/tredjeman/${karlskrona}/fullmakter/${idOf(99)}`, token: any });
  assert.deepEqual([missing.status, missing.json.instance], [404, 'fullmakt.saknas']);
  const odd = await contract.ask({ path: `/tredjeman/${karlskrona}/fullmakter/%C3%A5`, token: any });
  assertError(odd, 'invalidRequest');
  const other = await contract.ask({
    path: `/tredjeman/${karlskrona}/fullmakter/${idOf(1)}?utdelning=x`,
    token: any,
  });
  assertError(other, 'invalidRequest');
  assert.deepEqual(violated(other), ['utdelning']);
});

test('a client that was closed is told so before anything else', async () => {
  const token = await contract.tokenOf('avstangd', ['user:any']);
  assertError(await authority({ ...good, tredjeman: sundsvall }, token), 'clientInactive');
});

test('without a token, with a wrong one and without a scope the contract’s words are used', async () => {
  assertError(await contract.ask({ path: '/sok/behorigheter', body: good }), 'unauthenticated');
  assertError(await authority(good, 'en.helt.annan'), 'unauthenticated');
  const none = await contract.hub.accessToken([]);
  assertError(await authority(good, none), 'scopeMissing');
});

test('JSON bombs are refused: too large, too deep, broken, poisoned', async () => {
  assertError(await authority(JSON.stringify({ ...good, x: 'å'.repeat(5_000_000) })), 'tooLarge');
  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  assertError(await authority(deep), 'invalidRequest');
  assert.equal(
    (await authority(`{"tredjeman":"${karlskrona}","fullmaktshavare":${JSON.stringify(åsa)},"x":${deep}}`))
      .status,
    200,
  );
  for (const text of [
    ' ',
    '{',
    'null',
    '[]',
    '"å"',
    '\u0000',
    '{"__proto__":{}}',
    '{"tredjeman":"\\ud800"}',
  ]) {
    assertError(await authority(text), 'invalidRequest');
  }
  const typed = { path: '/sok/behorigheter', body: '<x/>', token: any };
  assertError(
    await contract.ask({ ...typed, headers: { 'content-type': 'application/xml' } }),
    'wrongMediaType',
  );
});

test('odd Unicode in a code and in unknown members is taken as it is', async () => {
  const odd = { ...good, behorigheter: ['bygglov:söka', 'ÿ~!'], 'a\u0308': '\u202e‮\ufeff🇸🇪', '': null };
  assert.equal((await authority(odd)).status, 200);
});

test('below the contract’s base a wrong address or method is refused in the contract’s words too', async () => {
  for (const [method, path, status] of [
    ['GET', '/sok/behorigheter', 405],
    ['DELETE', `/tredjeman/${karlskrona}/jwks`, 405],
    ['POST', '/sok/mallar', 404],
    ['GET', '', 404],
  ] as const) {
    const answer = await fetch(`${contract.hub.url}/dfm/formedlare/v2${path}`, { method });
    const body = (await answer.json()) as { type: string; status: number };
    assert.deepEqual([answer.status, body.status, body.type], [status, status, 'urn:dfm:error:validation']);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    if (status === 405) assert.ok(answer.headers.get('allow'));
  }
  const own = await fetch(`${contract.hub.url}/finns-inte`);
  assert.match(own.headers.get('content-type') ?? '', /problem\+json/);
});
