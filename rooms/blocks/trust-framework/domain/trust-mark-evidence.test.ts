import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Evidence, evidenceFault } from './trust-mark-evidence.ts';

const recordedAt = Date.parse('2026-11-22T11:00:00Z');
const good: Evidence = {
  id: 'e',
  subject: 'https://a.example',
  requirement: 'A.1',
  control: 'E',
  reviewer: 'Länsstyrelsen i Skåne',
  reviewedOn: '2026-11-20',
  reference: 'dnr 1',
  documentDigest: undefined,
  validUntil: Date.parse('2027-11-20T00:00:00Z'),
  recordedAt,
};

it('takes a review of today or before, in force', () => {
  assert.equal(evidenceFault(good, '2026-11-22'), undefined);
  assert.equal(evidenceFault({ ...good, reviewedOn: '2026-11-22' }, '2026-11-22'), undefined);
});

const bad: readonly [string, Partial<Evidence>, RegExp][] = [
  ['a day that does not exist', { reviewedOn: '2026-02-30' }, /calendar/],
  ['a review of tomorrow', { reviewedOn: '2026-11-23' }, /future/],
  ['what has lapsed', { validUntil: recordedAt }, /passed/],
  ['what is no time', { validUntil: Number.NaN }, /validUntil/],
  ['a validity of ten years', { validUntil: Date.parse('2036-11-20') }, /three years/],
];
for (const [what, change, why] of bad) {
  it(`refuses ${what}`, () => {
    assert.match(evidenceFault({ ...good, ...change }, '2026-11-22') ?? '', why);
  });
}
