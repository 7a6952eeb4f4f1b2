import { type Json, textOf } from './json.ts';

/*
 * Arrays as sets, which is how metadata policies see them (OpenID Federation 1.0 §6.1.3.1). The order of a result is
 * not defined there; here it is that of the first argument, so that the same chain always gives the same bytes.
 */

export type Values = readonly Json[];

const texts = (values: Values): Set<string> => new Set(values.map(textOf));

export function distinct(values: Values): Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = textOf(value);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

export function union(a: Values, b: Values): Json[] {
  return distinct([...a, ...b]);
}

export function intersection(a: Values, b: Values): Json[] {
  const right = texts(b);
  return distinct(a.filter((value) => right.has(textOf(value))));
}

export function includes(values: Values, value: Json): boolean {
  return texts(values).has(textOf(value));
}

export function isSubset(inner: Values, outer: Values): boolean {
  const right = texts(outer);
  return inner.every((value) => right.has(textOf(value)));
}

export function isSameSet(a: Values, b: Values): boolean {
  return isSubset(a, b) && isSubset(b, a);
}
