import { fail, ok, type Result } from '../../result.ts';
import { isStrings } from '../json.ts';
import {
  type MetadataPolicy,
  mergePolicies,
  type PolicyFault,
  parseMetadataPolicy,
} from './metadata-policy.ts';
import { operatorByName } from './operators.ts';

/** The two policy claims of a subordinate statement, as they came. */
export interface PolicyClaims {
  readonly metadata_policy?: unknown;
  readonly metadata_policy_crit?: unknown;
}

/**
 * The policy of a whole chain, OpenID Federation 1.0 §6.1.4.1: `statements` from the most superior down to the one
 * about the subject. What any of them calls critical must be understood in all of them.
 */
export function resolvePolicy(statements: readonly PolicyClaims[]): Result<MetadataPolicy, PolicyFault> {
  const critical = criticalOperators(statements);
  if (!critical.ok) return critical;
  let current: MetadataPolicy = {};
  for (const { metadata_policy: claim } of statements) {
    if (claim === undefined) continue;
    const parsed = parseMetadataPolicy(claim, critical.value);
    if (!parsed.ok) return parsed;
    const merged = mergePolicies(current, parsed.value);
    if (!merged.ok) return merged;
    current = merged.value;
  }
  return ok(current);
}

/**
 * §3.3: a critical operator that is not understood makes the statement invalid, used or not; a standard operator or
 * an empty array may not stand there.
 */
function criticalOperators(statements: readonly PolicyClaims[]): Result<ReadonlySet<string>, PolicyFault> {
  for (const { metadata_policy_crit: claim } of statements) {
    if (claim === undefined) continue;
    if (!isStrings(claim) || claim.length === 0)
      return fail('metadata_policy_crit is not a non-empty array of strings');
    const standard = claim.find((name) => operatorByName.has(name));
    if (standard !== undefined) return fail(`metadata_policy_crit names the standard operator ${standard}`);
    return fail(`the critical operator ${claim[0]} is not understood`);
  }
  return ok(new Set());
}
