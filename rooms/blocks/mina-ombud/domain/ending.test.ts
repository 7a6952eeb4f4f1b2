import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEnding, endMandate, endWithDescendants } from './ending.ts';
import type { Actor } from './history.ts';
import { replay } from './history.ts';
import type { EndedBy, Ending, Mandate } from './mandate.ts';
import { standingOn } from './standing.ts';

const day = '2026-11-22';
const åsa = { kind: 'person', id: '198101052382', name: 'Ångström', givenName: 'Åsa' } as const;
const örjan = { kind: 'person', id: '199103302387', name: 'Öberg', givenName: 'Örjan' } as const;

const mandate: Mandate = {
  id: '0f0e8a52-5a3f-4b37-9a0e-0d6f0f6c1a01',
  reference: 'MOP0000000001',
  template: { id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a', version: 1 },
  title: 'Bygglov',
  description: 'Företräda i ärenden om bygglov',
  relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
  grantor: åsa,
  grantorRole: 'private',
  holders: [örjan],
  permissions: [{ code: 'ansok', title: 'Ansöka' }],
  limits: [],
  validFrom: '2026-11-01',
  mayDelegate: true,
  signatories: [{ kind: 'person', person: åsa }],
  signatures: [],
  basis: { kind: 'signed', textHash: 'a'.repeat(64) },
  creator: åsa,
  createdAt: 0,
  registeredAt: 0,
  revision: 1,
};

const actor: Actor = { kind: 'person', person: åsa };
const ending: Ending = {
  by: 'grantor',
  person: åsa,
  at: Date.parse('2026-11-22T11:00:00Z'),
  reason: 'Flyttat',
};

const law = { kind: 'law', relation: 'custody', relationId: 'r1' } as const;
const checks: readonly (readonly [Partial<Mandate>, EndedBy, string])[] = [
  [{}, 'grantor', 'open'],
  [{ validFrom: '2027-01-01' }, 'grantor', 'open'],
  [{ validTo: '2026-11-22' }, 'holder', 'open'],
  [{ validTo: '2026-11-21' }, 'holder', 'over'],
  [{ ended: ending }, 'relying-party', 'over'],
  [{ basis: law }, 'grantor', 'by-law'],
  [{ basis: law }, 'holder', 'by-law'],
  [{ basis: law }, 'relying-party', 'open'],
];

for (const [change, by, expected] of checks) {
  test(`ending ${JSON.stringify(change)} by the ${by}: ${expected}`, () => {
    assert.equal(checkEnding({ ...mandate, ...change }, by, day), expected);
  });
}

test('a mandate in force today is past from the instant of its ending', () => {
  const { after } = endMandate(mandate, ending, actor);
  assert.equal(standingOn(mandate, day), 'valid');
  assert.equal(standingOn(after, day), 'past');
});

test('what the entry sets, merged over the state before, is the state after', () => {
  const { after, entry } = endMandate(mandate, ending, actor);
  const { revision: _, ...before } = mandate;
  const first = { ...entry, number: 1, set: before };
  assert.deepEqual(replay([first, entry]), after);
});

test('all that was passed on falls with its parent, and says how and why the parent ended', () => {
  const child = { ...mandate, id: 'child', parent: mandate.id };
  const grandchild = { ...mandate, id: 'grandchild', parent: 'child', validFrom: '2027-01-01' };
  const all = endWithDescendants(mandate, [child, grandchild], ending, actor);
  assert.deepEqual(
    all.map(({ after }) => [after.id, after.ended?.by, after.revision]),
    [
      [mandate.id, 'grantor', 2],
      ['child', 'delegator', 2],
      ['grandchild', 'delegator', 2],
    ],
  );
  assert.equal(
    all[1]?.entry.reason,
    'Fullmakten som denna delats vidare från har upphört: återkallad av fullmaktsgivaren. Skäl: Flyttat',
  );
});

test('whom the relying party acted through is not told to those whose mandates fall', () => {
  const child = { ...mandate, id: 'barn', parent: mandate.id };
  const person = { kind: 'person', id: '199706152387', name: 'Östhandläggare' } as const;
  const [root, fallen] = endWithDescendants(
    mandate,
    [child],
    { ...ending, by: 'relying-party', person },
    actor,
  );
  assert.deepEqual([root?.after.ended?.person, fallen?.after.ended?.person], [person, undefined]);
  const [, revoked] = endWithDescendants(mandate, [child], { ...ending, by: 'grantor', person }, actor);
  assert.deepEqual(revoked?.after.ended?.person, person);
});

test('a descendant that has ended already keeps the way in which it did', () => {
  const returned = {
    ...mandate,
    id: 'returned',
    parent: mandate.id,
    ended: { ...ending, by: 'holder' as const },
  };
  const all = endWithDescendants(mandate, [returned], ending, actor);
  assert.deepEqual(
    all.map(({ after }) => after.id),
    [mandate.id],
  );
});
