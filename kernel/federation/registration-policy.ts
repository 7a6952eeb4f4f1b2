import type { Beneath } from './constraints.ts';
import { isObject, isStrings, type Json, type JsonObject } from './json.ts';

/*
 * The constraint `registration_policy` of OpenID Federation Registration Policy 1.0: which policies an entity must
 * have been registered under. Draft 01 has an array of { policy, entity_types }, draft 00 an object { required,
 * prohibited }; both are in use, and both are understood.
 */

export function registrationFault(claim: Json): string | undefined {
  if (Array.isArray(claim)) {
    const right = claim.every(
      (rule: Json) => isObject(rule) && isStrings(rule.policy) && isOptional(rule.entity_types),
    );
    return right ? undefined : 'registration_policy has a rule without policy';
  }
  if (isObject(claim) && isOptional(claim.required) && isOptional(claim.prohibited)) return undefined;
  return 'registration_policy is neither an array of rules nor an object of lists';
}

function isOptional(list: Json | undefined): boolean {
  return list === undefined || isStrings(list);
}

export function registrationPolicyFault(claim: Json, beneath: Beneath): string | undefined {
  if (Array.isArray(claim)) return claim.map((rule: JsonObject) => broken(rule, beneath)).find(Boolean);
  if (!isObject(claim)) return undefined;
  const required = isStrings(claim.required) ? claim.required : [];
  const prohibited = isStrings(claim.prohibited) ? claim.prohibited : [];
  for (const policies of beneath.registrations) {
    if (policies.some((policy) => prohibited.includes(policy)))
      return 'an entity is registered under a policy that is prohibited';
    if (required.length > 0 && !policies.some((policy) => required.includes(policy)))
      return 'an entity is not registered under any of the policies required';
  }
  return undefined;
}

/** A rule of draft 01 is about the subject, where it has one of the entity types (any, where none is named). */
function broken(rule: JsonObject, { registrations, metadata }: Beneath): string | undefined {
  const types = isStrings(rule.entity_types) ? rule.entity_types : undefined;
  if (types !== undefined && !types.some((type) => type in metadata)) return undefined;
  const wanted = isStrings(rule.policy) ? rule.policy : [];
  const policies = registrations[0] ?? [];
  return policies.some((policy) => wanted.includes(policy))
    ? undefined
    : 'the subject is not registered under any of the policies required';
}
