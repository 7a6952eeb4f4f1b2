import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { advance, opened } from './advance.ts';
import type { Guard, Machine, Role } from './machine.ts';
import { machines, waitingForReview } from './machines.ts';
import type { ContactData, HistoryEntry, MatterOf } from './matter.ts';

const all = Object.values(machines);
const everyRole: readonly Role[] = [
  'applicant',
  'signatory',
  'administrative',
  'technical',
  'technical-agent',
  'invited',
  'self',
  'case-handler',
  'system',
];

for (const machine of all) {
  describe(`the ${machine.kind} process`, () => {
    test('names only states that it has, and one way for each step from each state', () => {
      const states = Object.keys(machine.states);
      assert.ok(states.includes(machine.initial));
      for (const { from, to, step } of machine.transitions) {
        assert.ok(states.includes(to), to);
        for (const state of from) {
          assert.ok(states.includes(state), state);
          const ways = machine.transitions.filter((one) => one.step === step && one.from.includes(state));
          assert.equal(ways.length, 1, `${step} from ${state}`);
        }
      }
    });

    test('every state can be reached, and has a way out or is final', () => {
      assert.deepEqual([...reachable(machine)].sort(), Object.keys(machine.states).sort());
      for (const [name, { final, waitsFor }] of Object.entries(machine.states)) {
        const out = machine.transitions.filter(({ from, to }) => from.includes(name) && to !== name);
        assert.ok(final || out.length > 0, `${name} is a dead end`);
        assert.equal(final, waitsFor.length === 0, `${name} waits for someone exactly while it is open`);
        for (const role of waitsFor) {
          const own = machine.transitions.filter(
            ({ from, who }) => from.includes(name) && who.includes(role),
          );
          assert.ok(own.length > 0, `${name} waits for ${role}, who can do nothing`);
        }
      }
    });

    test('whoever returns something says why and what to mend; every refusing step demands a reason', () => {
      for (const { step, demands } of machine.transitions) {
        if (['return', 'fail-checks', 'close'].includes(step)) assert.equal(demands, 'reason-and-mend', step);
        if (['withdraw', 'remove', 'revoke', 'accept', 'publish', 'issue'].includes(step))
          assert.notEqual(demands, 'nothing', step);
      }
    });

    test('nobody but a case handler or the room itself decides', () => {
      for (const { step, who } of machine.transitions) {
        if (['accept', 'return', 'publish', 'issue', 'assess', 'close'].includes(step))
          assert.deepEqual(
            who.filter((role) => role !== 'case-handler' && role !== 'system'),
            [],
            step,
          );
      }
    });
  });
}

function reachable(
  machine: Machine,
  without: (guards: readonly Guard[]) => boolean = () => false,
): Set<string> {
  const seen = new Set([machine.initial]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to, guards } of machine.transitions) {
      if (without(guards) || seen.has(to) || !from.some((state) => seen.has(state))) continue;
      seen.add(to);
      grew = true;
    }
  }
  return seen;
}

test('without enough signatures no way leads to membership, nor without the federation to active', () => {
  const unsigned = reachable(machines.organisation, (guards) => guards.includes('enough-signatures'));
  assert.deepEqual(
    [unsigned.has('signed'), unsigned.has('accepted'), unsigned.has('active')],
    [false, false, false],
  );
  const unchecked = reachable(machines.organisation, (guards) => guards.includes('checks-passed'));
  assert.equal(unchecked.has('signing'), false);
  const unregistered = reachable(machines.organisation, (guards) =>
    guards.includes('registered-in-federation'),
  );
  assert.equal(unregistered.has('active'), false);
});

test('nothing is published unreviewed, and no mark is issued with a requirement left', () => {
  const unreviewed = reachable(machines.service, (guards) => guards.includes('not-own-organisation'));
  assert.equal(unreviewed.has('published'), false);
  const unverified = reachable(machines['trust-mark'], (guards) => guards.includes('all-requirements-met'));
  assert.equal(unverified.has('issued'), false);
});

test('the queue is what waits for a case handler', () => {
  assert.deepEqual(waitingForReview, [
    { kind: 'organisation', state: 'signed' },
    { kind: 'service', state: 'submitted' },
    { kind: 'trust-mark', state: 'applied' },
    { kind: 'trust-mark', state: 'verifying' },
  ]);
});

const data: ContactData = { role: 'technical', name: 'Åsa', email: 'a@b' };

const anyStep = fc.record({
  step: fc.constantFrom(...new Set(all.flatMap(({ transitions }) => transitions.map(({ step }) => step)))),
  roles: fc.subarray([...everyRole]),
  reason: fc.constantFrom('', '   ', 'för att'),
  mend: fc.constantFrom<readonly string[]>([], ['rätta']),
});

test('however steps are tried, the history only grows and tells how the matter came to stand where it does', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.array(anyStep, { maxLength: 60 }), (machine, tries) => {
      const first = opened(
        'contact',
        { id: 'm', organisationNumber: '2120003005', data },
        { actor: { kind: 'system', name: 'x' }, role: 'system', step: 'open', at: 0 },
      );
      let matter: MatterOf<'contact'> = { ...first.matter, state: machine.initial };
      const history: HistoryEntry[] = [{ ...first.entry, to: machine.initial }];
      for (const [at, ask] of tries.entries()) {
        const before = structuredClone(history);
        const taken = advance(matter, { ...ask, actor: { kind: 'system', name: 'x' }, at }, machine);
        if (taken.kind === 'moved') {
          assert.equal(taken.moved.entry.from, matter.state);
          assert.ok(ask.roles.includes(taken.moved.entry.role), 'nobody acts in a part that is not his');
          matter = taken.moved.matter;
          history.push(taken.moved.entry);
        }
        assert.deepEqual(history.slice(0, before.length), before);
      }
      assert.equal(history.at(-1)?.to, matter.state);
      assert.equal(history.length, matter.revision);
      assert.deepEqual(
        history.map(({ number }) => number),
        history.map((_, i) => i + 1),
      );
    }),
    { numRuns: 500 },
  );
});
