import { isEqual, isObject, type Json, type JsonObject, objectOf } from '@ena/kernel/federation/json.ts';
import { applyTypePolicy } from '@ena/kernel/federation/policy/apply-policy.ts';
import {
  mergeTypePolicies,
  parseTypePolicy,
  type TypePolicy,
} from '@ena/kernel/federation/policy/metadata-policy.ts';
import { isSameSet } from '@ena/kernel/federation/value-set.ts';

/*
 * A file of cases that says what two policies and some metadata should become. The form is that of the published
 * test vectors for OpenID Federation metadata policies: an array of
 * { n, TA, INT, metadata, merged?, resolved? | error?, error_description? }.
 */

export type PolicyError = 'invalid_policy' | 'invalid_metadata';

export interface PolicyCase {
  readonly n: number | string;
  /** Policies by parameter: the trust anchor's and the intermediate's. */
  readonly TA: JsonObject | undefined;
  readonly INT: JsonObject | undefined;
  readonly metadata: JsonObject;
  /** What the two policies should become; not compared where absent. */
  readonly merged: JsonObject | undefined;
  readonly resolved: JsonObject | undefined;
  readonly error: string | undefined;
}

/** What came of a case. `why` is one sentence where it did not become what it should. */
export interface PolicyVerdict {
  readonly n: number | string;
  readonly passed: boolean;
  readonly why?: string;
}

type Became =
  | { readonly error: PolicyError; readonly detail: string; readonly merged?: TypePolicy }
  | { readonly error?: undefined; readonly merged: TypePolicy; readonly resolved: JsonObject };

/** `undefined` where the text is no such file. */
export function readPolicyCases(text: string): readonly PolicyCase[] | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(file)) return undefined;
  const cases = file.map(readCase);
  return cases.every((one) => one !== undefined) ? cases : undefined;
}

function readCase(one: unknown, index: number): PolicyCase | undefined {
  if (!isObject(one) || !isObject(one.metadata)) return undefined;
  const object = (value: Json | undefined) => (isObject(value) ? value : undefined);
  const { n, error } = one;
  const expectation = object(one.resolved) ?? (typeof error === 'string' ? error : undefined);
  if (expectation === undefined) return undefined;
  return {
    n: typeof n === 'number' || typeof n === 'string' ? n : index + 1,
    TA: object(one.TA),
    INT: object(one.INT),
    metadata: one.metadata,
    merged: object(one.merged),
    resolved: object(one.resolved),
    error: typeof error === 'string' ? error : undefined,
  };
}

export function judgePolicyCase(one: PolicyCase): PolicyVerdict {
  const became = run(one);
  const why = difference(one, became);
  return why === undefined ? { n: one.n, passed: true } : { n: one.n, passed: false, why };
}

function run(one: PolicyCase): Became {
  let merged: TypePolicy = {};
  for (const [who, claim] of [
    ['TA', one.TA],
    ['INT', one.INT],
  ] as const) {
    const parsed = parseTypePolicy(claim ?? {}, new Set(), who);
    if (!parsed.ok) return { error: 'invalid_policy', detail: parsed.error };
    const both = mergeTypePolicies(merged, parsed.value, who);
    if (!both.ok) return { error: 'invalid_policy', detail: both.error };
    merged = both.value;
  }
  const applied = applyTypePolicy(merged, one.metadata);
  if (!applied.ok) return { error: 'invalid_metadata', detail: applied.error, merged };
  return { merged, resolved: applied.value };
}

function difference(expected: PolicyCase, became: Became): string | undefined {
  if (expected.merged !== undefined && became.merged !== undefined) {
    if (!isSame(expected.merged, became.merged)) return `merged became ${JSON.stringify(became.merged)}`;
  }
  if (expected.error !== undefined) {
    if (became.error === expected.error) return undefined;
    const instead = became.error ?? `resolved ${JSON.stringify(became.resolved)}`;
    return `should fail with ${expected.error}, but became ${instead}`;
  }
  if (became.error !== undefined) return `${became.error}: ${became.detail}`;
  if (isSame(expected.resolved ?? {}, became.resolved)) return undefined;
  return `resolved became ${JSON.stringify(became.resolved)}`;
}

/** Equal where every array is a set. */
function isSame(a: Json, b: Json): boolean {
  return isEqual(normal(a), normal(b));
}

function normal(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(normal);
    const sorted = [...items].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return sorted.filter((item, index) => index === 0 || !isSameSet([item], [sorted[index - 1] ?? null]));
  }
  if (isObject(value)) return objectOf(Object.entries(value).map(([name, item]) => [name, normal(item)]));
  return value;
}
