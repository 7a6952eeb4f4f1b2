import type { Json } from './question.ts';
import type { Operator } from './rules.ts';

/** `undefined` is unknown: an attribute that is absent or of another kind. It neither permits nor lifts a denial. */
export type Truth = boolean | undefined;

type Compare = (left: Json, right: Json) => Truth;

/** Every operator on two present values. */
const operators: Readonly<Record<Operator, Compare>> = {
  equals: (left, right) => same(left, right),
  in: (left, right) => listed(right, left),
  contains: (left, right) => listed(left, right),
  intersects: (left, right) =>
    isList(left) && isList(right)
      ? left.some((one) => right.some((other) => same(one, other) === true))
      : undefined,
  'less-than': numbers((left, right) => left < right),
  'at-most': numbers((left, right) => left <= right),
  'more-than': numbers((left, right) => left > right),
  'at-least': numbers((left, right) => left >= right),
  before: instants((left, right) => left < right),
  after: instants((left, right) => left > right),
  'starts-with': (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? left.startsWith(right) : undefined,
};

export function compare(operator: Operator, left: Json | undefined, right: Json | undefined): Truth {
  if (left === undefined || right === undefined) return undefined;
  return operators[operator](left, right);
}

/** Only strings, numbers and booleans are compared; `1` is not `"1"`. */
function same(left: Json, right: Json): Truth {
  return isScalar(left) && isScalar(right) ? left === right : undefined;
}

function listed(list: Json, value: Json): Truth {
  if (!isList(list) || !isScalar(value)) return undefined;
  return list.some((one) => one === value);
}

function numbers(holds: (left: number, right: number) => boolean): Compare {
  return (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? holds(left, right) : undefined;
}

function instants(holds: (left: number, right: number) => boolean): Compare {
  return (left, right) => {
    const [first, second] = [instant(left), instant(right)];
    return first === undefined || second === undefined ? undefined : holds(first, second);
  };
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function instant(value: Json): number | undefined {
  if (typeof value !== 'string' || !rfc3339.test(value)) return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
