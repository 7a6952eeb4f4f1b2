import { isTooDeep } from './depth.ts';
import { entityKey, type Properties } from './question.ts';
import type { Grant, PolicySet, Rule } from './rules.ts';

/** What is unique among live rules of the kind. */
export function ruleKey(rule: Rule): string {
  switch (rule.kind) {
    case 'policy-set':
    case 'role':
      return rule.value.name;
    case 'grant':
      return rule.id;
    case 'entity':
      return JSON.stringify([rule.value.type, rule.value.id]);
  }
}

/** What makes a rule unusable though its form is right, or nothing. */
export function ruleFault(rule: Rule): string | undefined {
  switch (rule.kind) {
    case 'policy-set':
      return inPolicySet(rule.value);
    case 'grant':
      return inGrant(rule.value);
    case 'role':
      return rule.value.includes.includes(rule.value.name) ? 'A role does not include itself.' : undefined;
    case 'entity':
      return inEntity(entityKey(rule.value), rule.value.memberOf.map(entityKey), rule.value.properties);
  }
}

function inPolicySet({ policies }: PolicySet): string | undefined {
  const ids = policies.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return 'Two policies of the set have the same id.';
  return undefined;
}

function inGrant({ validFrom, validTo }: Grant): string | undefined {
  return validTo !== undefined && validTo <= validFrom ? 'validTo is not after validFrom.' : undefined;
}

function inEntity(self: string, memberOf: readonly string[], properties: Properties): string | undefined {
  const { entityId } = properties;
  if (isTooDeep(properties)) return 'properties is nested too deeply.';
  if (memberOf.includes(self)) return 'An entity is not a member of itself.';
  if (entityId !== undefined && !(typeof entityId === 'string' && entityId.startsWith('https://'))) {
    return 'properties.entityId is an entity id of the federation: an https URL.';
  }
  return undefined;
}
