import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NamedParty } from './party.ts';
import type { Proposal, ProposalState } from './proposal.ts';
import {
  isOver,
  judgeStep,
  openSteps,
  type ProposalPart,
  type ProposalStep,
  partsIn,
  proposalRows,
} from './proposal-machine.ts';

const åsa: NamedParty = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };
const örjan: NamedParty = { kind: 'person', id: '198301062397', name: 'Exempelsson', givenName: 'Örjan' };
const märta: NamedParty = { kind: 'person', id: '197811062384', name: 'Exempelsson', givenName: 'Märta' };
const byrå: NamedParty = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' };

const proposal = {
  id: 'p',
  state: 'draft',
  terms: { grantor: åsa, holders: [byrå] },
  creator: åsa,
  createdAt: 0,
  lapsesAt: 1000,
  signatories: [{ kind: 'person', person: åsa }],
  needed: 1,
  signatures: [],
  revision: 1,
} as unknown as Proposal;

const states = [
  'draft',
  'requested',
  'signing',
  'registered',
  'declined',
  'withdrawn',
  'lapsed',
] as const satisfies readonly ProposalState[];
const steps = ['revise', 'submit', 'approve', 'decline', 'sign', 'register', 'withdraw', 'lapse'] as const;
const parts = ['granting', 'holder', 'signatory', 'rule', 'onlooker'] as const;

test('what is open to whom, and nothing else', () => {
  const open = (state: ProposalState, ...mine: ProposalPart[]) =>
    openSteps({ ...proposal, state }, mine, åsa, 0);
  assert.deepEqual(open('draft', 'granting'), ['revise', 'submit', 'withdraw']);
  assert.deepEqual(open('draft', 'holder', 'signatory', 'onlooker'), []);
  assert.deepEqual(open('requested', 'holder'), ['revise', 'withdraw']);
  assert.deepEqual(open('requested', 'granting'), ['approve', 'decline']);
  assert.deepEqual(open('signing', 'granting', 'signatory'), ['sign', 'withdraw']);
  assert.deepEqual(open('signing', 'holder'), []);
  for (const state of ['registered', 'declined', 'withdrawn', 'lapsed'] as const) {
    assert.deepEqual(open(state, ...parts), [], state);
  }
});

test('who has signed has nothing more to sign', () => {
  const signed = { ...proposal, state: 'signing' as const, signatures: [{ person: åsa, at: 1 }] };
  assert.deepEqual(openSteps(signed, ['signatory'], åsa, 0), []);
  assert.deepEqual(openSteps(signed, ['signatory'], örjan, 0), ['sign']);
});

test('past its time nothing is left but to lapse, noted or not', () => {
  for (const state of ['draft', 'requested', 'signing'] as const) {
    const late = { ...proposal, state };
    assert.equal(isOver(late, 999), false);
    assert.ok(isOver(late, 1000));
    for (const step of steps.filter((one) => one !== 'lapse')) {
      assert.deepEqual(judgeStep(late, step, parts, 1000), { kind: 'not-open', state: 'lapsed' });
    }
    assert.deepEqual(judgeStep(late, 'lapse', ['rule'], 1000), { kind: 'open', to: 'lapsed' });
  }
});

test('the parts are those of the party that is acted for, and of the person who signs', () => {
  const office: Proposal = {
    ...proposal,
    terms: { ...proposal.terms, grantor: byrå, holders: [örjan] },
    signatories: [{ kind: 'organisation', organisation: byrå, representatives: [åsa, märta] }],
  };
  assert.deepEqual(partsIn(office, åsa, byrå), ['granting', 'signatory', 'onlooker']);
  assert.deepEqual(partsIn(office, märta, märta), ['signatory']);
  assert.deepEqual(partsIn(office, örjan, örjan), ['holder']);
  const stranger: NamedParty = { kind: 'person', id: '200412112385', name: 'Öbergtest' };
  assert.deepEqual(partsIn(office, stranger, stranger), []);
});

test('who passes a mandate on is the granting one; the root grantor may look on', () => {
  const passedOn: Proposal = {
    ...proposal,
    terms: { ...proposal.terms, delegator: byrå, holders: [örjan] },
    creator: märta,
    signatories: [],
  };
  assert.deepEqual(partsIn(passedOn, märta, byrå), ['granting', 'onlooker']);
  assert.deepEqual(partsIn(passedOn, åsa, åsa), ['onlooker']);
});

test('whatever is tried in whatever order, no end is left and only the right parts move it', () => {
  const final = new Set<ProposalState>(['registered', 'declined', 'withdrawn', 'lapsed']);
  const trial = fc.tuple(fc.constantFrom(...steps), fc.subarray([...parts]), fc.nat(1500));
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(trial, { maxLength: 40 }), (first, trials) => {
      let state: ProposalState = first;
      for (const [step, mine, now] of trials as [ProposalStep, ProposalPart[], number][]) {
        const verdict = judgeStep({ state, lapsesAt: 1000 }, step, mine, now);
        if (verdict.kind !== 'open') continue;
        assert.equal(final.has(state), false, 'what has ended stays so');
        const row = proposalRows.find((one) => one.step === step && one.from === state);
        assert.ok(row !== undefined && mine.includes(row.by));
        assert.ok(now < 1000 || step === 'lapse');
        state = verdict.to;
      }
      assert.ok(states.includes(state));
    }),
  );
});

test('only a signature leads to a mandate: nothing registers that was not in signing', () => {
  const before = proposalRows.filter(({ to }) => to === 'registered').map(({ from }) => from);
  assert.deepEqual(before, ['signing']);
});
