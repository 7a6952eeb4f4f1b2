import { constraintsFault } from './constraints.ts';
import { isEntityIdentifier } from './entity-id.ts';
import { isObject, isStrings, type Json, type JsonObject } from './json.ts';
import { parseMetadataPolicy } from './policy/metadata-policy.ts';
import { operatorByName } from './policy/operators.ts';

export type StatementKind = 'configuration' | 'subordinate';

type Rule = readonly [claim: string, where: StatementKind | 'both', isRight: (value: Json) => boolean];

/** Claims by name: in which kind of statement each may stand, and its form. OpenID Federation 1.0 §3.1 and §3.2. */
const rules: readonly Rule[] = [
  ['metadata', 'both', isMetadata],
  ['authority_hints', 'configuration', isEntityIds],
  ['trust_anchor_hints', 'configuration', isEntityIds],
  ['trust_marks', 'configuration', isTrustMarks],
  ['trust_mark_issuers', 'configuration', isIssuers],
  ['trust_mark_owners', 'configuration', isOwners],
  ['constraints', 'subordinate', (value) => constraintsFault(value) === undefined],
  ['metadata_policy', 'subordinate', (value) => parseMetadataPolicy(value).ok],
  ['metadata_policy_crit', 'subordinate', isCriticalOperators],
  ['source_endpoint', 'subordinate', (value) => typeof value === 'string' && URL.canParse(value)],
  ['registration_policy', 'subordinate', isStrings],
  ['ec_location', 'subordinate', (value) => typeof value === 'string' && URL.canParse(value)],
];

/** Claims that only messages of other kinds carry (§3.1.4, §3.1.5). */
const foreign = ['aud', 'trust_anchor'];

/** The first claim that is misplaced or misshapen, or nothing. */
export function syntaxFault(claims: JsonObject, kind: StatementKind): string | undefined {
  // §3.1.1: none that the specification defines may be critical, and we understand no others as critical.
  if (claims.crit !== undefined) return 'has a critical claim that is not understood';
  const stray = foreign.find((name) => name in claims);
  if (stray !== undefined) return `may not have the claim ${stray}`;
  for (const [name, where, isRight] of rules) {
    const value = claims[name];
    if (value === undefined) continue;
    if (where !== 'both' && where !== kind) return `may not have the claim ${name}`;
    if (!isRight(value)) return `has a misshapen claim ${name}`;
  }
  return undefined;
}

function isMetadata(value: Json): boolean {
  return (
    isObject(value) &&
    Object.values(value).every(
      (type) => isObject(type) && Object.values(type).every((parameter) => parameter !== null),
    )
  );
}

function isEntityIds(value: Json): boolean {
  return isStrings(value) && value.length > 0 && value.every(isEntityIdentifier);
}

function isTrustMarks(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (mark: Json) =>
        isObject(mark) && typeof mark.trust_mark_type === 'string' && typeof mark.trust_mark === 'string',
    )
  );
}

function isIssuers(value: Json): boolean {
  return isObject(value) && Object.values(value).every((issuers) => isStrings(issuers));
}

function isOwners(value: Json): boolean {
  return (
    isObject(value) &&
    Object.values(value).every(
      (owner) => isObject(owner) && isEntityIdentifier(owner.sub) && isObject(owner.jwks),
    )
  );
}

function isCriticalOperators(value: Json): boolean {
  return isStrings(value) && value.length > 0 && !value.some((name) => operatorByName.has(name));
}
