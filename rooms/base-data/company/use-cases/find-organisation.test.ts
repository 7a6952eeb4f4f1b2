import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Registration } from '../domain/registration.ts';
import type { Sources } from '../store/sources.ts';
import { findOrganisation } from './find-organisation.ts';

const identity = { number: '5560000167', kind: 'organisation' } as const;
const registration: Registration = {
  identity,
  nameProtectionNumber: 1,
  names: [{ name: 'Åkeri Ö AB', type: 'FORETAGSNAMN' }],
  proceedings: [],
  deregisteredOn: '2024-03-31',
};

const sources = (changes: Partial<Sources> = {}): Sources => ({
  registrations: async () => [registration],
  statistics: async () => ({ identity, name: 'ÅKERI', legalForm: '49', industries: [], verified: true }),
  failed: () => {},
  ...changes,
});
const broken = () => Promise.reject(new Error('away'));
const find = (from: Sources, number = '5560000167') => findOrganisation(from, number, 1000);

test('the registered name goes before the statistical one, and a deregistration is told', async () => {
  const outcome = await find(sources());
  assert.ok(outcome.kind === 'found');
  const { name, deregisteredOn, publicSector, verified } = outcome.organisation;
  assert.deepEqual([name, deregisteredOn, publicSector, verified], ['Åkeri Ö AB', '2024-03-31', false, true]);
});

test('while a register is away nothing is claimed', async () => {
  assert.deepEqual(await find(sources({ statistics: broken })), { kind: 'unavailable' });
  assert.deepEqual(await find(sources({ registrations: broken })), { kind: 'unavailable' });
});

test('what neither register has is unknown, and what is no number is malformed', async () => {
  const none = sources({ registrations: async () => [], statistics: async () => undefined });
  assert.deepEqual(await find(none), { kind: 'unknown' });
  assert.deepEqual(await find(none, 'Åkeri'), { kind: 'malformed' });
});
