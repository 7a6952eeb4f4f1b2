import { compare, type Truth } from './comparison.ts';
import type { Policy, Test } from './rules.ts';
import { attributeOf, type Situation } from './situation.ts';

export interface ConditionOutcome {
  readonly truth: Truth;
  /** The first clause that does not hold, and how many before it do; to tell which rule is nearest. */
  readonly failed: readonly Test[] | undefined;
  readonly held: number;
}

/** All clauses, in the logic of three values: one that is false decides, else one that is unknown. */
export function conditionsOf(policy: Policy, situation: Situation): ConditionOutcome {
  let truth: Truth = true;
  let failed: readonly Test[] | undefined;
  let held = 0;
  for (const clause of policy.clauses) {
    const outcome = anyOf(clause, situation);
    if (outcome === true) {
      held += 1;
      continue;
    }
    failed ??= clause;
    if (outcome === false) return { truth: false, failed, held };
    truth = undefined;
  }
  return { truth, failed, held };
}

function anyOf(tests: readonly Test[], situation: Situation): Truth {
  let truth: Truth = false;
  for (const test of tests) {
    const outcome = holds(test, situation);
    if (outcome === true) return true;
    if (outcome === undefined) truth = undefined;
  }
  return truth;
}

function holds(test: Test, situation: Situation): Truth {
  const plain = bare(test, situation);
  if (plain === undefined) return undefined;
  return test.negated ? !plain : plain;
}

function bare(test: Test, situation: Situation): Truth {
  switch (test.kind) {
    case 'compare':
      return comparison(test, situation);
    case 'exists':
      return attributeOf(situation, test.attribute) !== undefined;
    case 'role':
      return situation.roles.has(test.role);
    case 'relation':
      return related(test.relation, situation);
    case 'trust-mark':
      return marked(test.trustMark, situation);
  }
}

function comparison(test: Extract<Test, { kind: 'compare' }>, situation: Situation): Truth {
  const { right } = test;
  const other = 'attribute' in right ? attributeOf(situation, right.attribute) : right.value;
  return compare(test.operator, attributeOf(situation, test.attribute), other);
}

function related(relation: string, { subjects, resources, rules }: Situation): boolean {
  return subjects.some((subject) =>
    resources.some((resource) => rules.isRelated(subject, relation, resource)),
  );
}

/** Unknown while nobody has looked the marks up; the caller does so and asks again. */
export function marked(trustMark: string, situation: Situation): Truth {
  if (situation.trustMarks === undefined) {
    situation.marksMissing = true;
    return undefined;
  }
  return situation.trustMarks.has(trustMark);
}
