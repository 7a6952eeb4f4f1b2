import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Party, PartyKind } from './party.ts';
import { isPossible } from './terms-party.ts';

const cases: readonly (readonly [PartyKind, string, boolean])[] = [
  ['person', '199912302396', true],
  ['person', '189912302396', true],
  ['person', '199912302397', false],
  ['person', '169912302396', false],
  ['person', '199902302394', false],
  ['person', '9912302396', false],
  ['person', '198101652389', false],
  ['coordinated', '198101652389', true],
  ['coordinated', '199912302396', false],
  ['organisation', '5561929323', true],
  ['organisation', '5561929324', false],
  ['organisation', '165561929323', false],
  ['organisation', '9912302396', false],
  ['temporary', '3021234567', true],
  ['temporary', '3011234567', false],
  ['user', 'handläggare', false],
];

for (const [kind, id, possible] of cases) {
  const party: Party = { kind, id };
  test(`${kind} ${id}: ${possible ? 'possible' : 'impossible'}`, () =>
    assert.equal(isPossible(party), possible));
}
