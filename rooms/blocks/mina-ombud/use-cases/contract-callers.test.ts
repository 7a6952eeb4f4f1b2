import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NamedParty } from '../domain/party.ts';
import { createContractCallers } from './contract-callers.ts';
import type { Organisations } from './ports.ts';

const åsa: NamedParty = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };
const erik: NamedParty = { kind: 'person', id: '195206142597', name: 'Ärlig', givenName: 'Erik' };
const firm: NamedParty = { kind: 'organisation', id: '5561733360', name: 'Åkeriet AB' };

/** A register with one company, which Erik represents; `5560000000` is when it is away. */
const organisations: Organisations = {
  find: async () => ({ kind: 'unknown' }),
  signingRules: async (orgnr) => {
    if (orgnr === '5560000000') return { kind: 'away' };
    if (orgnr !== firm.id) return { kind: 'unknown' };
    return {
      kind: 'found',
      rules: { organisation: firm, representatives: [erik], rules: [{ need: 1, among: [erik.id] }] },
    };
  },
};

const callers = createContractCallers({
  clients: [
    { clientId: 'samverkan', relyingParties: ['2120002411', '2120001835', '9999999999'], active: true },
    { clientId: 'avstängd', relyingParties: [], active: false },
  ],
  inactiveRelyingParties: ['2120001835'],
  relyingParties: async () => ['2120000829', '2120001835', '2120002411'],
  organisations,
});
const own = { id: 'egen', organisation: '2120000829' };
const wide = { id: 'samverkan', organisation: '2120000829' };

test('a client may ask about its own organisation, and about those settled for it', async () => {
  assert.deepEqual(await callers.mayAsk(own, ['2120000829']), {
    kind: 'permitted',
    relyingParties: ['2120000829'],
  });
  assert.deepEqual(await callers.mayAsk(own, ['2120002411']), {
    kind: 'forbidden',
    relyingParty: '2120002411',
  });
  assert.equal((await callers.mayAsk(wide, ['2120002411', '2120000829'])).kind, 'permitted');
});

test('a client speaks for its own organisation and for those settled for it, while it is active', () => {
  assert.deepEqual(
    ['2120000829', '2120002411', '2120001000'].map((one) => callers.speaksFor(wide, one)),
    [true, true, false],
  );
  assert.equal(callers.speaksFor(own, '2120002411'), false);
  assert.equal(callers.speaksFor({ id: 'avstängd', organisation: '2120000829' }, '2120000829'), false);
  assert.equal(callers.speaksFor({ id: 'ingens', organisation: undefined }, '2120000829'), false);
});

test('an unknown relying party is told from a closed one', async () => {
  assert.equal((await callers.mayAsk(wide, ['9999999999'])).kind, 'unknown');
  assert.equal((await callers.mayAsk(own, ['5560000167'])).kind, 'unknown');
  assert.equal((await callers.mayAsk(wide, ['2120000829', '2120001835'])).kind, 'inactive');
});

test('with none named a client asks about all that are open to it', async () => {
  assert.deepEqual(await callers.mayAsk(wide, undefined), {
    kind: 'permitted',
    relyingParties: ['2120000829', '2120002411'],
  });
  assert.deepEqual(await callers.mayAsk({ id: 'ingens', organisation: undefined }, undefined), {
    kind: 'permitted',
    relyingParties: [],
  });
});

test('a client is active until it is closed', () => {
  assert.equal(callers.isActive(own), true);
  assert.equal(callers.isActive({ id: 'avstängd', organisation: undefined }), false);
});

test('holder, grantor and the grantor’s representatives are concerned, nobody else is', async () => {
  const user = (party: NamedParty) => ({ subject: 'u', issuer: 'i', party });
  const ask = (party: NamedParty, grantor?: NamedParty) =>
    callers.concerns(user(party), { holders: [åsa], ...(grantor && { grantor }) });
  assert.equal(await ask(åsa), 'concerned');
  assert.equal(await ask(erik), 'stranger');
  assert.equal(await ask(erik, erik), 'concerned');
  assert.equal(await ask(erik, firm), 'concerned');
  assert.equal(await callers.concerns(user(åsa), { holders: [], grantor: firm }), 'stranger');
  assert.equal(await ask(erik, { ...firm, id: '5560000167' }), 'stranger');
  assert.equal(await ask(erik, { ...firm, id: '5560000000' }), 'register-away');
  assert.equal(await callers.concerns({ subject: 'u', issuer: 'i' }, { holders: [åsa] }), 'stranger');
});
