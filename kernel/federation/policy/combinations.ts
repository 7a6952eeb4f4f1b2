import { isObject, type Json, own } from '../json.ts';
import { includes, isSubset, type Values } from '../value-set.ts';
import { isValues, type OperatorName } from './operators.ts';

/** The operators of one metadata parameter. */
export type ParameterPolicy = Readonly<Record<string, Json>>;

type Pair = readonly [one: OperatorName, other: OperatorName, fault: (one: Json, other: Json) => boolean];

const never = () => true;

/** The values that `value` sets; removal (`null`) sets none, and what is no array is none of the set's kind. */
function setBy(value: Json): Values | undefined {
  if (value === null) return [];
  return isValues(value) ? value : undefined;
}

const outside = (inner: Values | undefined, outer: Json) =>
  inner === undefined || !isSubset(inner, outer as Values);

/**
 * Pairs that are forbidden, or allowed only on a condition; every pair that is not here may be combined
 * (OpenID Federation 1.0 §6.1.3.1, "Combination with other operators", operator by operator).
 */
const pairs: readonly Pair[] = [
  ['value', 'add', (value, add) => value === null || !isValues(value) || !isSubset(add as Values, value)],
  ['value', 'default', (value) => value === null],
  ['value', 'one_of', (value, oneOf) => isList(value) || !includes(oneOf as Values, value)],
  ['value', 'subset_of', (value, subset) => outside(setBy(value), subset)],
  ['value', 'superset_of', (value, superset) => isBeneath(setBy(value), superset)],
  ['value', 'essential', (value, essential) => value === null && essential === true],
  ['add', 'one_of', never],
  ['add', 'subset_of', (add, subset) => outside(add as Values, subset)],
  ['one_of', 'subset_of', never],
  ['one_of', 'superset_of', never],
  ['subset_of', 'superset_of', (subset, superset) => outside(superset as Values, subset)],
];

function isList(value: Json): boolean {
  return Array.isArray(value) && !isObject(value);
}

function isBeneath(set: Values | undefined, superset: Json): boolean {
  return set === undefined || !isSubset(superset as Values, set);
}

/** The first pair of operators that may not stand together, or nothing. Each value is of its operator's kind. */
export function combinationFault(policy: ParameterPolicy): string | undefined {
  for (const [one, other, fault] of pairs) {
    const left = own(policy, one);
    const right = own(policy, other);
    if (left === undefined || right === undefined) continue;
    if (fault(left, right)) return `${one} and ${other} cannot be combined with these values`;
  }
  return undefined;
}
