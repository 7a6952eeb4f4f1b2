import { fail, ok, type Result } from '../../result.ts';
import { isObject, type Json, objectOf, own } from '../json.ts';
import { combinationFault, type ParameterPolicy } from './combinations.ts';
import { operatorByName, operators } from './operators.ts';
import { operandOf } from './scope.ts';

/** Policies of one entity type, by parameter. */
export type TypePolicy = Readonly<Record<string, ParameterPolicy>>;

/** A whole `metadata_policy`: by entity type. */
export type MetadataPolicy = Readonly<Record<string, TypePolicy>>;

/** Where a policy is wrong, and why: `openid_relying_party.scope: …`. */
export type PolicyFault = string;

/** Reads the `metadata_policy` of one statement, OpenID Federation 1.0 §6.1.4.1 ("validation"). */
export function parseMetadataPolicy(
  claim: unknown,
  critical: ReadonlySet<string> = new Set(),
): Result<MetadataPolicy, PolicyFault> {
  return eachMember(claim, 'metadata_policy is not an object', (types, type) =>
    parseTypePolicy(types, critical, type),
  );
}

export function parseTypePolicy(
  claim: unknown,
  critical: ReadonlySet<string>,
  type: string,
): Result<TypePolicy, PolicyFault> {
  return eachMember(claim, `${type}: not an object`, (policy, parameter) => {
    const parsed = parseParameterPolicy(policy, critical, parameter);
    return parsed.ok ? parsed : fail(`${type}.${parameter}: ${parsed.error}`);
  });
}

function parseParameterPolicy(
  claim: unknown,
  critical: ReadonlySet<string>,
  parameter: string,
): Result<ParameterPolicy, string> {
  if (!isObject(claim)) return fail('not an object');
  const known: [string, Json][] = [];
  for (const [name, configured] of Object.entries(claim)) {
    const operator = operatorByName.get(name);
    if (operator === undefined && critical.has(name)) return fail(`${name} is critical and not understood`);
    if (operator === undefined) continue;
    const operand = operandOf(parameter, operator.name, configured);
    if (!operator.takes(operand)) return fail(`${name} cannot be configured with this kind of value`);
    known.push([name, operand]);
  }
  const policy = objectOf(known);
  const fault = combinationFault(policy);
  return fault === undefined ? ok(policy) : fail(fault);
}

/** A subordinate's policy merged into its superior's, level by level (§6.1.4.1). */
export function mergePolicies(
  superior: MetadataPolicy,
  subordinate: MetadataPolicy,
): Result<MetadataPolicy, PolicyFault> {
  return mergeMembers(superior, subordinate, mergeTypePolicies);
}

export function mergeTypePolicies(
  superior: TypePolicy,
  subordinate: TypePolicy,
  type: string,
): Result<TypePolicy, PolicyFault> {
  return mergeMembers(superior, subordinate, (one, other, parameter) => {
    const merged = mergeParameterPolicies(one, other);
    return merged.ok ? merged : fail(`${type}.${parameter}: ${merged.error}`);
  });
}

function mergeParameterPolicies(
  superior: ParameterPolicy,
  subordinate: ParameterPolicy,
): Result<ParameterPolicy, string> {
  const merged: [string, Json][] = [];
  for (const { name, merge } of operators) {
    const [one, other] = [own(superior, name), own(subordinate, name)];
    if (one !== undefined && other !== undefined) {
      const both = merge(one, other);
      if (!both.ok) return fail(`${name} cannot be merged: ${both.error}`);
      merged.push([name, both.value]);
    } else if (one !== undefined) merged.push([name, one]);
    else if (other !== undefined) merged.push([name, other]);
  }
  const policy = objectOf(merged);
  const fault = combinationFault(policy);
  return fault === undefined ? ok(policy) : fail(fault);
}

function mergeMembers<T>(
  superior: Readonly<Record<string, T>>,
  subordinate: Readonly<Record<string, T>>,
  merge: (one: T, other: T, name: string) => Result<T, PolicyFault>,
): Result<Readonly<Record<string, T>>, PolicyFault> {
  const merged = new Map(Object.entries(superior));
  for (const [name, other] of Object.entries(subordinate)) {
    const one = own(superior, name);
    const both = one === undefined ? ok(other) : merge(one, other, name);
    if (!both.ok) return both;
    merged.set(name, both.value);
  }
  return ok(objectOf(merged));
}

function eachMember<T>(
  claim: unknown,
  fault: string,
  parse: (value: Json, name: string) => Result<T, PolicyFault>,
): Result<Readonly<Record<string, T>>, PolicyFault> {
  if (!isObject(claim)) return fail(fault);
  const members: [string, T][] = [];
  for (const [name, value] of Object.entries(claim)) {
    const parsed = parse(value, name);
    if (!parsed.ok) return parsed;
    members.push([name, parsed.value]);
  }
  return ok(objectOf(members));
}
