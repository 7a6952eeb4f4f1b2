import { fail, ok, type Result } from '../../result.ts';
import { isEqual, isObject, type Json } from '../json.ts';
import { distinct, includes, intersection, isSameSet, isSubset, union, type Values } from '../value-set.ts';

/** A metadata parameter's value, or `undefined` where it is absent. `null` never leaves an operator. */
export type Parameter = Json | undefined;

/** One sentence on why an operator refuses. */
export type Refusal = string;

/**
 * A metadata policy operator, OpenID Federation 1.0 §6.1.3.1
 * (https://openid.net/specs/openid-federation-1_0.html#name-standard-operators). What it may be combined with is in
 * `combinations.ts`.
 */
export interface Operator {
  readonly name: OperatorName;
  /** Whether the operator may be configured with this value. */
  takes(value: Json): boolean;
  /** A superior's value and its subordinate's become one; the result is never more permissive than either. */
  merge(superior: Json, subordinate: Json): Result<Json, Refusal>;
  apply(configured: Json, parameter: Parameter): Result<Parameter, Refusal>;
}

export type OperatorName = 'value' | 'add' | 'default' | 'one_of' | 'subset_of' | 'superset_of' | 'essential';

/** Operands of the set operators: all strings, all numbers or all objects. */
export function isValues(value: Json | undefined): value is Values {
  if (!Array.isArray(value)) return false;
  const kinds = new Set(value.map((item: Json) => (isObject(item) ? 'an object' : typeof item)));
  const [kind = 'string'] = kinds;
  return kinds.size <= 1 && (kind === 'string' || kind === 'number' || kind === 'an object');
}

const values = (value: Json): Values => value as Values;
const notAnArray = 'the parameter is not an array of strings, numbers or objects';

/** Arrays are sets to every operator, so two orders of one set are one value. */
function sameValue(a: Json, b: Json): boolean {
  return isValues(a) && isValues(b) ? isSameSet(a, b) : isEqual(a, b);
}

const onlyEqual: Operator['merge'] = (a, b) => (sameValue(a, b) ? ok(a) : fail('the two values differ'));

/** In the order in which they are applied. */
export const operators: readonly Operator[] = [
  {
    name: 'value',
    takes: () => true,
    merge: onlyEqual,
    apply: (configured) => ok(configured === null ? undefined : configured),
  },
  {
    name: 'add',
    takes: isValues,
    merge: (a, b) => ok(union(values(a), values(b))),
    apply: (configured, parameter) => {
      if (parameter === undefined) return ok(distinct(values(configured)));
      return isValues(parameter) ? ok(union(parameter, values(configured))) : fail(notAnArray);
    },
  },
  {
    name: 'default',
    takes: (value) => value !== null,
    merge: onlyEqual,
    apply: (configured, parameter) => ok(parameter === undefined ? configured : parameter),
  },
  {
    name: 'one_of',
    takes: isValues,
    merge: (a, b) => {
      const common = intersection(values(a), values(b));
      return common.length === 0 ? fail('no value is in both') : ok(common);
    },
    apply: (configured, parameter) => {
      if (parameter === undefined) return ok(parameter);
      if (Array.isArray(parameter) || typeof parameter === 'boolean')
        return fail('the parameter is not a string, number or object');
      return includes(values(configured), parameter) ? ok(parameter) : fail('the value is not one of those');
    },
  },
  {
    name: 'subset_of',
    takes: isValues,
    merge: (a, b) => ok(intersection(values(a), values(b))),
    apply: (configured, parameter) => {
      if (parameter === undefined) return ok(parameter);
      return isValues(parameter) ? ok(intersection(parameter, values(configured))) : fail(notAnArray);
    },
  },
  {
    name: 'superset_of',
    takes: isValues,
    merge: (a, b) => ok(union(values(a), values(b))),
    apply: (configured, parameter) => {
      if (parameter === undefined) return ok(parameter);
      if (!isValues(parameter)) return fail(notAnArray);
      return isSubset(values(configured), parameter) ? ok(parameter) : fail('a required value is missing');
    },
  },
  {
    name: 'essential',
    takes: (value) => typeof value === 'boolean',
    merge: (a, b) => ok(a === true || b === true),
    apply: (configured, parameter) =>
      configured === true && parameter === undefined ? fail('the parameter is missing') : ok(parameter),
  },
];

export const operatorByName: ReadonlyMap<string, Operator> = new Map(operators.map((one) => [one.name, one]));
