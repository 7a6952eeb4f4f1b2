import fc from 'fast-check';
import type { EntityRef, Question } from '../domain/decision/question.ts';
import type { Grant, Policy, RegisteredEntity, Role, Rule, Test } from '../domain/decision/rules.ts';

/** Small worlds: so few names that rules and questions meet. */
const userIds = ['åsa', 'örjan'];
const recordIds = ['ä1', 'ä2'];
const actions = ['läsa', 'ändra'];
const roles = ['läsare', 'chef'];

export const user: fc.Arbitrary<EntityRef> = fc
  .constantFrom(...userIds, 'grupp')
  .map((id) => ({ type: 'user', id }));
export const record: fc.Arbitrary<EntityRef> = fc
  .constantFrom(...recordIds)
  .map((id) => ({ type: 'record', id }));
const properties = fc.record({ unit: fc.constantFrom('väst', 'öst') }, { requiredKeys: [] });
const operation = fc.record({ action: fc.constantFrom(...actions) });
const purpose = fc.constantFrom('handläggning', 'statistik');

export const grant: fc.Arbitrary<Grant> = fc
  .record({
    subject: user,
    resource: fc.oneof(record, fc.constant({ type: 'record' })),
    operations: fc.array(operation, { minLength: 1, maxLength: 2 }),
    purposes: fc.option(fc.array(purpose, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    validFrom: fc.constantFrom(0, 50, 150),
    validTo: fc.option(fc.constantFrom(90, 200), { nil: undefined }),
    agreement: fc.constant('Överenskommelse'),
  })
  .map(({ purposes, validTo, ...rest }) => ({
    ...rest,
    ...(purposes === undefined ? {} : { purposes }),
    ...(validTo === undefined ? {} : { validTo }),
  }));

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    attribute: fc.constantFrom(['subject', 'properties', 'unit'], ['context', 'purpose']),
    operator: fc.constant('equals' as const),
    right: fc.constantFrom({ attribute: ['resource', 'properties', 'unit'] }, { value: 'handläggning' }),
    negated: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('role' as const), role: fc.constantFrom(...roles), negated: fc.boolean() }),
  fc.record({
    kind: fc.constant('relation' as const),
    relation: fc.constant('ägare'),
    negated: fc.boolean(),
  }),
);

export function policy(effect: fc.Arbitrary<Policy['effect']>): fc.Arbitrary<Policy> {
  return fc.record({
    id: fc.constant('p'),
    effect,
    resourceType: fc.constant('record'),
    actions: fc.subarray(actions, { minLength: 1 }),
    clauses: fc.array(fc.array(test, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  });
}

const role: fc.Arbitrary<Role> = fc.record({
  name: fc.constantFrom(...roles),
  description: fc.constant(''),
  includes: fc.subarray(roles),
  permissions: fc.array(
    fc.record({ resourceType: fc.constant('record'), actions: fc.subarray(actions, { minLength: 1 }) }),
    { maxLength: 1 },
  ),
});

const entity: fc.Arbitrary<RegisteredEntity> = fc.oneof(user, record).chain((ref) =>
  fc.record({
    type: fc.constant(ref.type),
    id: fc.constant(ref.id),
    properties,
    memberOf: fc.array(ref.type === 'user' ? user : record, { maxLength: 2 }),
    roles: fc.array(fc.record({ role: fc.constantFrom(...roles) }), { maxLength: 1 }),
    relations: fc.array(fc.record({ relation: fc.constant('ägare'), object: record }), { maxLength: 1 }),
  }),
);

const anyPolicy = policy(fc.constantFrom('permit', 'permit', 'deny'));

const value = fc.oneof(
  grant.map((made) => ({ kind: 'grant' as const, value: made })),
  role.map((made) => ({ kind: 'role' as const, value: made })),
  entity.map((made) => ({ kind: 'entity' as const, value: made })),
  anyPolicy.map((made) => ({
    kind: 'policy-set' as const,
    value: { name: 's', description: '', policies: [made], resourceTypes: [] },
  })),
);

/** The natural keys are unique, as the store sees to. */
export const world: fc.Arbitrary<readonly Rule[]> = fc.array(value, { maxLength: 10 }).map((values) => {
  const rules = values.map((one, i) => ({ ...one, id: `r${i}` }) as Rule);
  const keyOf = (rule: Rule) =>
    rule.kind === 'role'
      ? rule.value.name
      : rule.kind === 'entity'
        ? `${rule.value.type} ${rule.value.id}`
        : rule.id;
  return [...new Map(rules.map((rule) => [`${rule.kind} ${keyOf(rule)}`, rule])).values()];
});

export const question: fc.Arbitrary<Question> = fc
  .record({
    subject: user,
    resource: record,
    given: properties,
    name: fc.constantFrom(...actions),
    why: purpose,
  })
  .map(({ subject, resource, given, name, why }) => ({
    subject: { ...subject, properties: given },
    resource: { ...resource, properties: given },
    action: { name, properties: {} },
    context: { purpose: why },
    purpose: why,
    legalBasis: undefined,
    onBehalfOf: undefined,
    at: 100,
  }));
