import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coversType, type EventType, entryFor } from './catalogue.ts';
import { isSharedType, isTypeOf, isWithin } from './event-type.ts';

test('a filter takes itself and what lies below it, never a part of a word', () => {
  assert.equal(isWithin('TESTKOP.BYGGLOV.KLART', 'TESTKOP'), true);
  assert.equal(isWithin('TESTKOP.BYGGLOV.KLART', 'TESTKOP.BYGGLOV'), true);
  assert.equal(isWithin('TESTKOP.BYGGLOV.KLART', 'TESTKOP.BYGG'), false);
  assert.equal(isWithin('TESTKOP.BYGGLOV.KLART', 'BYGGLOV'), false);
});

test('a type has three parts and begins with the prefix of its producer', () => {
  assert.equal(isTypeOf('TESTKOP', 'TESTKOP.BYGGLOV.KLART_1'), true);
  for (const wrong of ['TESTKOP.BYGGLOV', 'TESTKOPING.A.B', 'testkop.a.b', 'TESTKOP.Å.B', 'TESTKOP..B', ''])
    assert.equal(isTypeOf('TESTKOP', wrong), false, wrong);
  assert.equal(isTypeOf('T', `T.A.${'B'.repeat(200)}`), false);
  assert.equal(isSharedType('BYGGLOV.KLART'), true);
  assert.equal(isSharedType('BYGGLOV'), false);
});

test('the producer’s own words come before the shared ones', () => {
  const texts = { sv: 'Bygglovet är klart', en: 'The building permit is ready' };
  const shared: EventType = { name: 'BYGGLOV.KLART', texts };
  const own: EventType = { name: 'TESTKOP.BYGGLOV.KLART', producer: 'testkommunen', texts };
  const among = (entries: readonly EventType[]) => (name: string, isShared: boolean) =>
    entries.find((one) => one.name === name && (one.producer === undefined) === isShared);
  assert.equal(entryFor('TESTKOP.BYGGLOV.KLART', among([shared, own])), own);
  assert.equal(entryFor('TESTKOP.BYGGLOV.KLART', among([shared])), shared);
  assert.equal(entryFor('BYGGLOV.KLART', among([shared])), shared);
  assert.equal(entryFor('TESTKOP.BYGGLOV.NEJ', among([shared, own])), undefined);
});

test('a permission covers what it is mapped to, and nothing where it is mapped to nothing', () => {
  const mapping = { producer: 'testkommunen', code: 'lov', types: ['TESTKOP.BYGGLOV'] };
  assert.equal(coversType([mapping], ['lov'], 'TESTKOP.BYGGLOV.KLART'), true);
  assert.equal(coversType([mapping], ['lov'], 'TESTKOP.SKOLA.KLART'), false);
  assert.equal(coversType([mapping], ['annan'], 'TESTKOP.BYGGLOV.KLART'), false);
  assert.equal(coversType([], ['lov'], 'TESTKOP.BYGGLOV.KLART'), false);
});
