import { byGrant, type PathMatches } from './by-grant.ts';
import { byRole, rolesOf } from './by-role.ts';
import { conditionsOf } from './conditions.ts';
import type { Decision, MissingRule } from './decision.ts';
import type { IndexedPolicy } from './policy-index.ts';
import { entityKey, type Question } from './question.ts';
import type { RuleIndex } from './rule-index.ts';
import type { Mandate, Test } from './rules.ts';
import type { Situation } from './situation.ts';

/** What is known beyond the rules. */
export interface Facts {
  /** Absent until someone has looked them up; they are the marks of the one who calls. */
  readonly trustMarks: ReadonlySet<string> | undefined;
  /** Live mandates from whom the question is on behalf of, to its subject. */
  readonly mandates: readonly Mandate[];
}

export interface Decided {
  readonly decision: Decision;
  /** A rule asked for trust marks that nobody has looked up: look them up and decide again. */
  readonly marksMissing: boolean;
}

/**
 * Default deny. A deny policy goes before everything; then one grant, one role or one permit policy is enough.
 * On someone's behalf: they must be permitted, and have given the subject a mandate.
 */
export function decide(rules: RuleIndex, question: Question, facts: Facts, fits: PathMatches): Decided {
  const situation = situationOf(rules, question, facts);
  const decision = question.onBehalfOf === undefined ? forSelf(situation, fits) : undefined;
  if (decision !== undefined) return { decision, marksMissing: situation.marksMissing };
  return onBehalf(situation, facts, fits);
}

function forSelf(situation: Situation, fits: PathMatches): Decision {
  return forbidding(situation) ?? permitting(situation, fits);
}

function onBehalf(situation: Situation, facts: Facts, fits: PathMatches): Decided {
  const { rules, question } = situation;
  const forbidden = forbidding(situation);
  if (forbidden !== undefined) return { decision: forbidden, marksMissing: situation.marksMissing };
  const mandate = facts.mandates.find((one) => covers(one, question));
  const missing = situation.marksMissing;
  if (mandate === undefined || question.onBehalfOf === undefined) {
    return { decision: denied('mandate'), marksMissing: missing };
  }
  const subject = { ...question.onBehalfOf, properties: {} };
  const principal = situationOf(rules, { ...question, subject, onBehalfOf: undefined }, facts);
  const decision = forSelf(principal, fits);
  const marksMissing = missing || principal.marksMissing;
  if (decision.kind !== 'permitted') return { decision, marksMissing };
  return { decision: { ...decision, mandate: mandate.id }, marksMissing };
}

function situationOf(rules: RuleIndex, question: Question, facts: Facts): Situation {
  const subjects = rules.entities.closure(question.subject);
  const resources = rules.entities.closure(question.resource).map(entityKey);
  return {
    question,
    rules,
    subjects: subjects.map(entityKey),
    resources,
    roles: rolesOf(rules, subjects, new Set(resources)),
    trustMarks: facts.trustMarks,
    marksMissing: false,
  };
}

function covers({ grantor, holder, actions, resourceType }: Mandate, question: Question): boolean {
  const { subject, onBehalfOf, action, resource } = question;
  return (
    onBehalfOf !== undefined &&
    entityKey(holder) === entityKey(subject) &&
    entityKey(grantor) === entityKey(onBehalfOf) &&
    (actions === undefined || actions.includes(action.name)) &&
    (resourceType === undefined || resourceType === resource.type)
  );
}

/** A deny policy applies also where it cannot be told whether it does. */
function forbidding(situation: Situation): Decision | undefined {
  for (const { reference, policy } of applicable(situation, 'denies')) {
    if (conditionsOf(policy, situation).truth === false) continue;
    return { kind: 'forbidden', by: { kind: 'policy', id: reference }, userReason: policy.userReason };
  }
  return undefined;
}

function permitting(situation: Situation, fits: PathMatches): Decision {
  const { rules, roles, question } = situation;
  const { granted, nearest } = byGrant(situation, fits);
  if (granted !== undefined) return permitted('grant', granted);
  const role = byRole(rules, roles, question, new Set(situation.resources));
  if (role !== undefined) return permitted('role', role);
  const policies = byPolicy(situation);
  if (policies.permit !== undefined) return permitted('policy', policies.permit);
  if (nearest !== undefined) return denied(nearest.stage, { kind: 'grant', id: nearest.id });
  if (policies.near !== undefined) return unmet(policies.near);
  return denied(missingFor(situation));
}

interface NearPolicy {
  readonly indexed: IndexedPolicy;
  readonly failed: readonly Test[] | undefined;
  readonly held: number;
}

/** The first permit policy whose conditions all hold, else the one of which most do. */
function byPolicy(situation: Situation): { permit?: string; near?: NearPolicy } {
  let near: NearPolicy | undefined;
  for (const indexed of applicable(situation, 'permits')) {
    const { truth, failed, held } = conditionsOf(indexed.policy, situation);
    if (truth === true) return { permit: indexed.reference };
    if (near === undefined || held > near.held) near = { indexed, failed, held };
  }
  return near === undefined ? {} : { near };
}

function applicable({ rules, question }: Situation, effect: 'denies' | 'permits'): readonly IndexedPolicy[] {
  const policies = rules.policies.about(question.resource.type, question.action.name)[effect];
  const { type } = question.subject;
  return policies.filter(({ policy }) => policy.subjectType === undefined || policy.subjectType === type);
}

/** Where no rule is about the question: what is it that no rule knows? */
function missingFor({ rules, roles, subjects }: Situation): MissingRule {
  if (roles.size > 0) return 'permission';
  return subjects.some((subject) => rules.grants.namesSubject(subject)) ? 'resource' : 'subject';
}

function permitted(kind: 'grant' | 'role' | 'policy', id: string): Decision {
  return { kind: 'permitted', by: { kind, id }, mandate: undefined };
}

function denied(missing: MissingRule, nearest?: { kind: 'grant'; id: string }): Decision {
  return { kind: 'denied', missing, nearest, failed: undefined, userReason: undefined };
}

function unmet({ indexed, failed }: NearPolicy): Decision {
  const nearest = { kind: 'policy', id: indexed.reference } as const;
  return { kind: 'denied', missing: 'condition', nearest, failed, userReason: indexed.policy.userReason };
}
