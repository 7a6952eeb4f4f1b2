import { type Static, Type } from 'typebox';
import type { Policy, PolicySet, Test } from '../../../domain/decision/rules.ts';
import { policyTest, renderTest, toTest } from './policy-test.ts';
import { name, type RuleForm } from './rule.ts';

const closed = { additionalProperties: false } as const;
const anyOf = Type.Object({ anyOf: Type.Array(policyTest, { minItems: 1, maxItems: 50 }) }, closed);

const policy = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    effect: Type.String({ enum: ['permit', 'deny'] }),
    subjectType: Type.Optional(name),
    resourceType: Type.Optional(name),
    actions: Type.Optional(Type.Array(name, { minItems: 1, maxItems: 100 })),
    conditions: Type.Optional(
      Type.Array(Type.Union([policyTest, anyOf]), {
        maxItems: 50,
        description: 'All must hold; none means that the policy always applies',
      }),
    ),
    userReason: Type.Optional(
      Type.Object({ sv: Type.String({ maxLength: 500 }), en: Type.String({ maxLength: 500 }) }, closed),
    ),
  },
  closed,
);

export const policySetBody = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    policies: Type.Array(policy, { maxItems: 1000 }),
    resourceTypes: Type.Optional(
      Type.Array(Type.Object({ type: name, actions: Type.Array(name, { maxItems: 200 }) }, closed), {
        maxItems: 200,
      }),
    ),
  },
  {
    ...closed,
    examples: [
      {
        name: 'records',
        policies: [
          {
            id: 'owner-edits',
            effect: 'permit',
            resourceType: 'record',
            actions: ['edit'],
            conditions: [{ attribute: 'resource.properties.owner', operator: 'equals', other: 'subject.id' }],
          },
        ],
      },
    ],
  },
);

type PolicyMessage = Static<typeof policy>;
type PolicySetMessage = Static<typeof policySetBody>;

export const policySetForm: RuleForm<'policy-set', PolicySetMessage> = {
  kind: 'policy-set',
  collection: 'policy-sets',
  toValue: (body) => ({
    name: body.name,
    description: body.description ?? '',
    policies: body.policies.map(toPolicy),
    resourceTypes: body.resourceTypes ?? [],
  }),
  render: ({ policies, ...rest }: PolicySet) => ({ ...rest, policies: policies.map(renderPolicy) }),
};

function toPolicy({ conditions = [], effect, ...rest }: PolicyMessage): Policy {
  return { ...rest, effect: effect as Policy['effect'], clauses: conditions.map(toClause) };
}

function toClause(condition: NonNullable<PolicyMessage['conditions']>[number]): readonly Test[] {
  return 'anyOf' in condition ? condition.anyOf.map(toTest) : [toTest(condition)];
}

function renderPolicy({ clauses, ...rest }: Policy): Record<string, unknown> {
  return { ...rest, conditions: clauses.map(renderClause) };
}

function renderClause(clause: readonly Test[]): object {
  const [only] = clause;
  return only !== undefined && clause.length === 1 ? renderTest(only) : { anyOf: clause.map(renderTest) };
}
