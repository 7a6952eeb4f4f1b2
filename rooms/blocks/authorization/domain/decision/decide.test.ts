import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as arbitrary from '../../tests/arbitrary-rules.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Question } from './question.ts';
import { RuleIndex } from './rule-index.ts';
import type { Policy, Rule } from './rules.ts';

const nobody = { mandates: [], trustMarks: new Set<string>() };

function indexed(rules: readonly Rule[]): RuleIndex {
  const index = new RuleIndex();
  for (const rule of rules) index.put(rule);
  return index;
}

function judge(index: RuleIndex, question: Question): Decision {
  return decide(index, question, nobody, (template, path) => template === path).decision;
}

const permits = (index: RuleIndex, question: Question) => judge(index, question).kind === 'permitted';

describe('whatever the rules are', () => {
  test('without rules everything is denied', () => {
    fc.assert(
      fc.property(arbitrary.question, (question) => {
        assert.deepEqual(judge(new RuleIndex(), question), {
          kind: 'denied',
          missing: 'subject',
          nearest: undefined,
          failed: undefined,
          userReason: undefined,
        });
      }),
    );
  });

  test('another grant takes no permit away', () => {
    fc.assert(
      fc.property(arbitrary.world, arbitrary.grant, arbitrary.question, (rules, grant, question) => {
        const index = indexed(rules);
        const before = permits(index, question);
        index.put({ kind: 'grant', id: 'new', value: grant });
        if (before) assert.ok(permits(index, question));
      }),
      { numRuns: 500 },
    );
  });

  test('another deny policy gives none', () => {
    const deny = arbitrary.policy(fc.constant('deny'));
    fc.assert(
      fc.property(arbitrary.world, deny, arbitrary.question, (rules, policy, question) => {
        const index = indexed(rules);
        const before = permits(index, question);
        index.put({ kind: 'policy-set', id: 'new', value: set(policy) });
        if (!before) assert.equal(permits(index, question), false);
      }),
      { numRuns: 500 },
    );
  });

  test('a rule put and removed leaves no trace', () => {
    fc.assert(
      fc.property(arbitrary.world, arbitrary.world, arbitrary.question, (rules, others, question) => {
        const index = indexed(rules);
        const [before, ids] = [judge(index, question), index.idsOf('user')];
        const strangers = others.filter(({ kind }) => kind === 'grant' || kind === 'policy-set');
        for (const rule of strangers) index.put({ ...rule, id: `x${rule.id}` } as Rule);
        for (const rule of strangers) index.remove(rule.kind, `x${rule.id}`);
        assert.deepEqual(judge(index, question), before);
        assert.deepEqual(index.idsOf('user'), ids);
        assert.equal(index.size, rules.length);
      }),
    );
  });

  test('a rule replaced decides as if it had been there alone', () => {
    fc.assert(
      fc.property(
        arbitrary.world,
        arbitrary.grant,
        arbitrary.grant,
        arbitrary.question,
        (rules, a, b, question) => {
          const twice = indexed([...rules, { kind: 'grant', id: 'one', value: a }]);
          twice.put({ kind: 'grant', id: 'one', value: b });
          const once = indexed([...rules, { kind: 'grant', id: 'one', value: b }]);
          assert.deepEqual(judge(twice, question), judge(once, question));
        },
      ),
    );
  });

  test('whoever is permitted something is found by a search for it', () => {
    fc.assert(
      fc.property(arbitrary.world, arbitrary.question, (rules, question) => {
        const index = indexed(rules);
        const { by, kind } = { by: undefined, ...judge(index, question) };
        // A policy may permit someone whom no rule names; all others are among the candidates.
        if (kind !== 'permitted' || by?.kind === 'policy') return;
        const known = index.actionsOn('record').includes(question.action.name);
        assert.ok(known, 'the action is a candidate');
        assert.ok(index.idsOf('user').includes(question.subject.id), 'the subject is a candidate');
      }),
      { numRuns: 500 },
    );
  });
});

function set(policy: Policy) {
  return { name: 'n', description: '', policies: [policy], resourceTypes: [] };
}

describe('three values', () => {
  const question: Question = {
    subject: { type: 'user', id: 'åsa', properties: {} },
    resource: { type: 'record', id: 'ä', properties: {} },
    action: { name: 'läsa', properties: {} },
    context: {},
    purpose: undefined,
    legalBasis: undefined,
    onBehalfOf: undefined,
    at: 0,
  };
  const unknown = { kind: 'compare', operator: 'equals', attribute: ['subject', 'properties', 'å'] } as const;
  const always: Policy = { id: 'alla', effect: 'permit', clauses: [] };
  const about = (effect: Policy['effect'], negated: boolean): Policy => ({
    id: 'om-å',
    effect,
    clauses: [[{ ...unknown, right: { value: 1 }, negated }]],
  });
  const kindBy = (...policies: readonly Policy[]) =>
    judge(
      indexed(policies.map((policy, i) => ({ kind: 'policy-set', id: `${i}`, value: set(policy) }))),
      question,
    ).kind;

  test('an absent attribute opens nothing, negated or not', () => {
    assert.equal(kindBy(about('permit', false)), 'denied');
    assert.equal(kindBy(about('permit', true)), 'denied');
  });

  test('an absent attribute lifts no denial, negated or not', () => {
    assert.equal(kindBy(always), 'permitted');
    assert.equal(kindBy(always, about('deny', false)), 'forbidden');
    assert.equal(kindBy(always, about('deny', true)), 'forbidden');
  });

  test('a clause that is false decides, whatever else is unknown', () => {
    const absent: Policy['clauses'][number] = [{ kind: 'role', role: 'chef', negated: false }];
    const deny = about('deny', false);
    assert.equal(kindBy(always, { ...deny, clauses: [...deny.clauses, absent] }), 'permitted');
    assert.equal(kindBy(always, { ...deny, clauses: [absent, ...deny.clauses] }), 'permitted');
  });

  test('names of the language are no attributes', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'length']) {
      const policy: Policy = {
        id: 'p',
        effect: 'permit',
        clauses: [[{ kind: 'exists', attribute: ['subject', 'properties', name], negated: false }]],
      };
      assert.equal(kindBy(policy), 'denied', name);
    }
  });
});

test('memberships in a circle, and roles in a circle, end', () => {
  const member = (id: string, of: string): Rule => ({
    kind: 'entity',
    id: `e-${id}`,
    value: {
      type: 'user',
      id,
      properties: {},
      memberOf: [{ type: 'user', id: of }],
      roles: [{ role: id }],
      relations: [],
    },
  });
  const role = (name: string, includes: string): Rule => ({
    kind: 'role',
    id: `r-${name}`,
    value: { name, description: '', includes: [includes], permissions: [] },
  });
  const index = indexed([member('å', 'ä'), member('ä', 'å'), role('å', 'ä'), role('ä', 'å')]);
  const ids = index.entities.closure({ type: 'user', id: 'å' }).map(({ id }) => id);
  assert.deepEqual(ids, ['å', 'ä']);
  assert.deepEqual([...index.roles.withIncluded('å')].sort(), ['ä', 'å']);
});
