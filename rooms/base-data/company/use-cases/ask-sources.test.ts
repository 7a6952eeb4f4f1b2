import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../domain/identity.ts';
import type { Registration } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import type { Sources } from '../store/sources.ts';
import { askSources } from './ask-sources.ts';

const identity: Identity = { number: '5560000167', kind: 'organisation' };
const registration = (nameProtectionNumber: number): Registration => ({
  identity,
  nameProtectionNumber,
  names: [],
  proceedings: [],
});
const entry: StatisticsEntry = { identity, name: 'Åkeriet', industries: [], verified: true };

function sources(changes: Partial<Sources> = {}): Sources & { readonly failures: string[] } {
  const failures: string[] = [];
  return {
    failures,
    registrations: async () => [registration(1)],
    statistics: async () => entry,
    failed: (source) => void failures.push(source),
    ...changes,
  };
}

const never = () => new Promise<never>(() => {});
const broken = () => Promise.reject(new Error('connection refused'));
const kinds = async (from: Sources, deadline = 1000) =>
  (await askSources(from, identity, deadline)).map(({ registration, statistics }) => [
    registration.kind,
    statistics.kind,
  ]);

test('both registers answer', async () => {
  const from = sources();
  assert.deepEqual(await kinds(from), [['found', 'found']]);
  assert.deepEqual(from.failures, []);
});

test('one record for each registration, the statistical entry in every one', async () => {
  const from = sources({ registrations: async () => [registration(1), registration(2)] });
  assert.deepEqual(await kinds(from), [
    ['found', 'found'],
    ['found', 'found'],
  ]);
});

test('what neither has is unknown, in one record', async () => {
  assert.deepEqual(
    await kinds(sources({ registrations: async () => [], statistics: async () => undefined })),
    [['unknown', 'unknown']],
  );
});

test('a register that fails leaves the other standing, and is told of once', async () => {
  const first = sources({ registrations: broken });
  assert.deepEqual(await kinds(first), [['unavailable', 'found']]);
  assert.deepEqual(first.failures, ['registrations']);
  assert.deepEqual(await kinds(sources({ statistics: broken })), [['found', 'unavailable']]);
  const thrown = sources({
    statistics: () => {
      throw new Error('at once');
    },
  });
  assert.deepEqual(await kinds(thrown), [['found', 'unavailable']]);
});

test('a register that is slow is left at the deadline, and a late failure breaks nothing', async () => {
  const began = performance.now();
  const from = sources({ statistics: never });
  assert.deepEqual(await kinds(from, 30), [['found', 'timeout']]);
  assert.ok(performance.now() - began < 900);
  assert.deepEqual(from.failures, ['statistics']);
  const late = () => new Promise<never>((_, reject) => setTimeout(reject, 40, new Error('late')));
  assert.deepEqual(await kinds(sources({ registrations: late }), 10), [['timeout', 'found']]);
  await new Promise((resolve) => setTimeout(resolve, 60));
});
