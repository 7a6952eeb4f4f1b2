import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { changeOf } from '../use-cases/change.ts';
import { grantorsTo } from '../use-cases/grantors-to.ts';
import {
  ask,
  byrå,
  elsewhere,
  held,
  mandate,
  party,
  producers,
  question,
  run,
  sundsvall,
  östersund,
} from './decision-room.ts';
import { karlskrona, people, TestRegister, åkeri } from './granting-room.ts';

const { åsa, örjan, maria, märta } = people;

test('a system learns of mandates at its own organisation, and not whether there are any elsewhere', async () => {
  const room = await run();
  const yes = await ask(room);
  assert.deepEqual([yes.status, yes.json.code], [200, 'allowed']);
  const elsewhere = await ask(room, { permission: 'lov-läs' });
  assert.equal(elsewhere.json.code, 'other-permission', 'of what there is here');
  const stranger = { ...question, relyingParty: sundsvall };
  assert.equal((await ask(room, stranger)).status, 403);
  const there = await ask(room, { ...stranger, actor: party(byrå) }, sundsvall);
  assert.equal(there.json.code, 'no-mandate');
});

test('a no says why: which mandate has ended, by whose side and when', async () => {
  const room = await run();
  const at = Date.parse('2026-11-22T11:30:00Z');
  const ended = { by: 'grantor', at, reason: 'Huset är sålt.', person: åsa } as const;
  const after = { ...mandate, ended, revision: 2 };
  const cause = { actor: { kind: 'operator' }, at, change: 'ended', reason: '' } as const;
  await room.store.save({ mandates: [changeOf('mandate', mandate, after, cause)] });
  const { json, text } = await ask(room);
  assert.deepEqual(json, {
    allowed: false,
    code: 'ended',
    sv: 'Fullmakten har återkallats av den som gav den.',
    en: 'The mandate was revoked by the one who gave it.',
    chain: [],
    mandate: {
      id: mandate.id,
      reference: mandate.reference,
      endedBy: 'grantor',
      endedAt: '2026-11-22T12:30:00+01:00',
    },
  });
  assert.doesNotMatch(text, /sålt|Provström/);
});

test('who has given one a mandate is told of mandates that hold today, one’s organisation’s among them', async () => {
  const { store } = await run();
  const tools = {
    store,
    clock: fixedClock(),
    organisations: new TestRegister(),
    producers,
    signedBy: async (id: string) => (id === maria.id ? [byrå.id] : []),
    persons: { protectedAmong: async () => new Set<string>() },
  };
  const grantors = async (actor: typeof örjan) => (await grantorsTo(tools, party(actor))).map(({ id }) => id);
  assert.deepEqual(await grantors(örjan), [åsa.id], 'once, though at two relying parties');
  assert.deepEqual(await grantors(maria), [åsa.id]);
  assert.deepEqual(await grantors(åsa), []);
  const before = { ...tools, clock: fixedClock('2026-10-31T12:00:00Z') };
  assert.deepEqual(await grantorsTo(before, party(örjan)), []);
  const persons = { protectedAmong: async (ids: readonly string[]) => new Set(ids) };
  const [hidden] = await grantorsTo({ ...tools, persons }, party(örjan));
  assert.deepEqual(hidden, { kind: 'person', id: åsa.id, name: 'Skyddad identitet' });
});

test('both parties see the question; who signs for an organisation that holds the mandate is not told', async () => {
  const room = await run();
  const answer = await ask(room, { actor: party(maria) });
  assert.deepEqual(answer.json.chain, [
    { kind: 'mandate', id: held[1]?.id, reference: 'MOP2' },
    { kind: 'signs-alone', organisation: byrå.id },
  ]);
  const slice = { offset: 0, limit: 10 };
  const told = (await room.store.lookups(åsa, slice)).items;
  assert.deepEqual(
    told.map(({ organisation, purpose, holder, found }) => [organisation, purpose, holder, found]),
    [[karlskrona, 'bygglovsansökan', party(byrå), 1]],
  );
  assert.equal((await room.store.lookups(byrå, slice)).total, 1);
  assert.equal((await room.store.lookups(maria, slice)).total, 0);

  await ask(room, { actor: party(maria), grantor: party(byrå) });
  const [signs] = (await room.store.lookups(byrå, slice)).items;
  assert.equal(signs?.found, 0, 'signing for the organisation rests on no mandate');
});

test('things are named in a list, and what the question cannot mean is refused without its numbers', async () => {
  const room = await run();
  const about = [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }];
  assert.equal((await ask(room, { about })).json.code, 'allowed', 'a mandate without limits covers all');
  for (const wrong of [
    { about: about[0] },
    { about: [{ kind: 'farm', value: 'ÅSEN' }] },
    { actor: { kind: 'person', id: 'åäö' } },
    { actor: { kind: 'user', id: örjan.id } },
    { relyingParty: '16' },
    { purpose: '' },
    { service: 'bygg lov' },
    { extra: true },
  ]) {
    const answer = await ask(room, wrong);
    assert.equal(answer.status, 422, answer.text);
    assert.doesNotMatch(answer.text, /(19|20)[0-9]{10}/);
  }
});

test('without a token, as a person, too large or as text: each is refused', async () => {
  const room = await run();
  const url = `${room.hub.url}/mandates/v1/decisions`;
  const system = await room.hub.accessToken(['mandates:decide'], karlskrona);
  const post = async (token: string, type: string, body: string) => {
    const authorization = `Bearer ${token}`;
    return (await fetch(url, { method: 'POST', headers: { authorization, 'content-type': type }, body }))
      .status;
  };
  const json = 'application/json';
  const body = JSON.stringify(question);
  assert.equal((await fetch(url, { method: 'POST', headers: { 'content-type': json }, body })).status, 401);
  assert.equal(await post(room.hub.personToken(['mandates:decide']), json, body), 401);
  assert.equal(await post(system, 'text/plain', body), 415);
  assert.equal(await post(system, json, JSON.stringify({ x: 'å'.repeat(9000) })), 413);
});

test('connectors read keys and the list of the ended without a token', async () => {
  const { hub } = await run();
  const read = (path: string) => fetch(`${hub.url}/mandates/v1/${path}`);
  const keys = await read(`keys/${karlskrona}`);
  assert.deepEqual(
    [keys.status, keys.headers.get('content-type')],
    [200, 'application/ena-mandate-keys+jwt'],
  );
  assert.equal((await read(`keys/${sundsvall}`)).status, 404);
  assert.equal((await read('keys/198101052382')).status, 400);
  const list = await read('status');
  assert.deepEqual(
    [list.status, list.headers.get('cache-control'), await list.text()],
    [200, 'no-store', 'lista'],
  );
});

test('a connector asks about a context with a nonce, and what is none is refused without what stood in it', async () => {
  const { hub } = await run();
  const context = (tredjeman: string) =>
    base64url({
      tredjeman,
      fullmaktsgivare: { id: åsa.id, typ: 'pnr', namn: 'Åsa' },
      fullmaktsgivarroll: 'PRIVAT',
      fullmaktshavare: [{ id: örjan.id, typ: 'pnr', namn: 'Örjan' }],
      behorigheter: [{ kod: 'lov-ansök', fullmakt: mandate.id }],
      tidpunkt: '2026-11-22T12:00:00+01:00',
      _sig: { protected: 'x', signature: 'x' },
    });
  const nonce = 'n'.repeat(22);
  const post = async (body: unknown, type = 'application/json') => {
    const answer = await fetch(`${hub.url}/mandates/v1/standings`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify(body),
    });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  assert.deepEqual(await post({ context: context(karlskrona), nonce }), {
    status: 200,
    type: 'application/ena-mandate-standing+jwt',
    text: `svar på ${nonce}`,
  });
  const refusals: readonly [number, unknown][] = [
    [503, { context: context(sundsvall), nonce }],
    [422, { context: base64url({ tredjeman: karlskrona, id: åsa.id }), nonce }],
    [422, { context: 'AAAA', nonce }],
    [422, { context: Buffer.from('['.repeat(20_000)).toString('base64url'), nonce }],
    [422, { context: 'åäö', nonce }],
    [422, { context: context(karlskrona), nonce: 'kort' }],
    [422, { context: context(karlskrona) }],
    [413, { context: 'A'.repeat(50_000), nonce }],
  ];
  for (const [status, body] of refusals) {
    const answer = await post(body);
    assert.equal(answer.status, status, answer.text);
    assert.doesNotMatch(answer.text, /(19|20)[0-9]{10}/);
  }
  assert.equal((await post({ context: context(karlskrona), nonce }, 'text/plain')).status, 415);
});

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

test('where the mandates are at a producer elsewhere it is asked, and a silent one is no refusal of anyone', async () => {
  const room = await run();
  const there = (change: object = {}) => ask(room, { relyingParty: östersund, ...change }, östersund);
  assert.equal((await there()).json.code, 'no-mandate');
  elsewhere.set(örjan.id, [mandate.id]);
  const yes = await there();
  assert.deepEqual([yes.json.code, yes.json.chain], ['allowed', [{ kind: 'mandate', id: mandate.id }]]);
  elsewhere.set(byrå.id, [mandate.id]);
  const through = await there({ actor: party(maria) });
  assert.deepEqual(through.json.chain, [
    { kind: 'mandate', id: mandate.id },
    { kind: 'signs-alone', organisation: byrå.id },
  ]);
  assert.equal((await there({ day: '2026-12-01' })).json.code, 'other-day');
  elsewhere.set(örjan.id, 'away');
  const away = await there();
  assert.deepEqual([away.status, away.json.code], [200, 'producer-away']);
  assert.match(away.json.sv, /svarar inte nu|inte svarar nu/);
  elsewhere.clear();
  const own = await there({ actor: party(maria), grantor: party(byrå) });
  assert.equal(own.json.code, 'allowed', 'whoever signs alone needs no mandate');
});

test('who signs together with others is told so', async () => {
  const room = await run();
  const grantor = { kind: 'organisation', id: åkeri };
  const { json } = await ask(room, { actor: party(märta), grantor });
  assert.equal(json.code, 'signs-jointly');
  assert.match(json.en, /together with others/);
});

test('numbers that can be nobody’s and purposes that nobody can read are refused', async () => {
  const room = await run();
  for (const [change, pointer] of [
    [{ actor: { kind: 'person', id: '5564362068' } }, '/actor/id'],
    [{ actor: { kind: 'person', id: '198613992381' } }, '/actor/id'],
    [{ grantor: { kind: 'organisation', id: '195564362068' } }, '/grantor/id'],
  ] as const) {
    const { status, json } = await ask(room, change);
    assert.deepEqual([status, json.type, json.errors[0].pointer], [422, numberProblem, pointer]);
  }
  for (const purpose of [' ', '\u00a0\u2003', 'a\u202eb', 'a\nb'])
    assert.equal((await ask(room, { purpose })).status, 422, JSON.stringify(purpose));
  assert.equal((await ask(room, { purpose: 'Bygglov för Åsa' })).status, 200);
});

const numberProblem = 'urn:ena:problem:mina-ombud:nobody-has-number';
