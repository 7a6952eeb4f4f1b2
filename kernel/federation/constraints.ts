import { isObject, isStrings, type Json, type JsonObject } from './json.ts';
import { isWithin, namingFault } from './naming-constraints.ts';
import type { Metadata } from './policy/apply-policy.ts';
import { registrationFault, registrationPolicyFault } from './registration-policy.ts';

/** What the chain looks like beneath the one who sets a constraint. */
export interface Beneath {
  /** Intermediates between the issuer and the chain's subject. */
  readonly intermediates: number;
  /** Entity ids beneath the issuer, the subject first. */
  readonly subjects: readonly string[];
  /** `registration_policy` of each statement about them, in the same order. */
  readonly registrations: readonly (readonly string[])[];
  /** The subject's metadata, its immediate superior's word applied. */
  readonly metadata: Metadata;
}

/** The first fault of form in a `constraints` claim, OpenID Federation 1.0 §6.2; parameters not known are let be. */
export function constraintsFault(claim: Json): string | undefined {
  if (!isObject(claim)) return 'constraints is not an object';
  const { max_path_length: length, naming_constraints: naming, allowed_entity_types: types } = claim;
  if (length !== undefined && !(Number.isSafeInteger(length) && Number(length) >= 0))
    return 'max_path_length is not a whole number from 0';
  if (types !== undefined && (!isStrings(types) || types.includes('federation_entity')))
    return 'allowed_entity_types is not an array of entity types without federation_entity';
  return (
    (naming === undefined ? undefined : namingFault(naming)) ??
    (claim.registration_policy === undefined ? undefined : registrationFault(claim.registration_policy))
  );
}

/** Which constraint the chain breaks, or nothing. `claim` has no fault of form. */
export function brokenConstraint(claim: JsonObject, beneath: Beneath): string | undefined {
  const { max_path_length: length, naming_constraints: naming } = claim;
  if (typeof length === 'number' && beneath.intermediates > length)
    return `max_path_length ${length} is passed by ${beneath.intermediates} intermediates`;
  if (isObject(naming)) {
    const stray = beneath.subjects.find((subject) => !isWithin(naming, subject));
    if (stray !== undefined) return 'naming_constraints exclude an entity of the chain';
  }
  return claim.registration_policy === undefined
    ? undefined
    : registrationPolicyFault(claim.registration_policy, beneath);
}

/** §6.2.3: the other entity types are removed; `federation_entity` never is. */
export function allowedTypes(claim: JsonObject, metadata: Metadata): Metadata {
  const { allowed_entity_types: types } = claim;
  if (!isStrings(types)) return metadata;
  return Object.fromEntries(
    Object.entries(metadata).filter(([type]) => type === 'federation_entity' || types.includes(type)),
  );
}
