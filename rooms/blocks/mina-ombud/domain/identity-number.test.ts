import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberFault, partyOfNumber } from './identity-number.ts';
import type { PartyKind } from './party.ts';

const today = '2026-11-22';

const judged: readonly (readonly [string, PartyKind, string, 'malformed' | 'impossible' | undefined])[] = [
  ['a personal number', 'person', '198101052382', undefined],
  ['one of the nineteenth century', 'person', '189001019802', undefined],
  ['one of a leap day', 'person', '202402292383', undefined],
  ['one of a leap day that was none', 'person', '202302292384', 'impossible'],
  ['one of the wrong century', 'person', '208101052382', 'impossible'],
  ['one of a century that nobody lives in', 'person', '178101052382', 'impossible'],
  ['one of tomorrow', 'person', '202611232386', 'impossible'],
  ['one with a wrong check digit', 'person', '198101052383', 'impossible'],
  ['one of the thirteenth month', 'person', '198113052388', 'impossible'],
  ['one without century', 'person', '8101052382', 'malformed'],
  ['one with a hyphen', 'person', '19810105-2382', 'malformed'],
  ['one in other digits', 'person', '１９８１０１０５２３８２', 'malformed'],
  ['letters', 'person', 'åäöåäöåäöåäö', 'malformed'],
  ['nothing', 'person', '', 'malformed'],
  ['a coordination number', 'coordinated', '198101652389', undefined],
  ['a coordination number as a personal one', 'person', '198101652389', 'impossible'],
  ['a personal number as a coordination one', 'coordinated', '198101052382', 'impossible'],
  ['an organisation number', 'organisation', '2120000829', undefined],
  ['one whose check digit nobody judges', 'organisation', '5566789911', undefined],
  ['one with the prefix 16', 'organisation', '162120000829', 'malformed'],
  ['a person’s ten digits', 'organisation', '8101052382', 'impossible'],
  ['a temporary number as an organisation', 'organisation', '3020000006', 'impossible'],
  ['a temporary number', 'temporary', '3020000006', undefined],
  ['an organisation number as a temporary one', 'temporary', '2120000829', 'malformed'],
];

for (const [name, kind, id, fault] of judged) {
  test(`${name} (${kind}) is ${fault ?? 'someone’s'}`, () => {
    assert.equal(numberFault({ kind, id }, today), fault);
  });
}

test('a child is someone from the day of its birth in Sweden', () => {
  const child = { kind: 'person', id: '202611222387' } as const;
  assert.equal(numberFault(child, '2026-11-21'), 'impossible');
  assert.equal(numberFault(child, '2026-11-22'), undefined);
});

test('a number is classified by its form alone', () => {
  const kinds = ['198101052382', '198101652389', '3020000006', '2120000829', '162120000829'].map(
    partyOfNumber,
  );
  assert.deepEqual(kinds, [
    { kind: 'person', id: '198101052382' },
    { kind: 'coordinated', id: '198101652389' },
    { kind: 'temporary', id: '3020000006' },
    { kind: 'organisation', id: '2120000829' },
    { kind: 'organisation', id: '2120000829' },
  ]);
  for (const text of ['handläggare', '', '123', '219810105238']) assert.equal(partyOfNumber(text), undefined);
});

test('whatever comes is judged and never thrown at', () => {
  const kinds = fc.constantFrom<PartyKind[]>('person', 'coordinated', 'temporary', 'organisation', 'user');
  const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9]{9,13}$/));
  fc.assert(
    fc.property(kinds, texts, (kind, id) => {
      const fault = numberFault({ kind, id }, today);
      assert.ok(fault === undefined || fault === 'malformed' || fault === 'impossible');
      const party = partyOfNumber(id);
      if (party !== undefined) assert.notEqual(numberFault(party, today), 'malformed');
    }),
  );
});
