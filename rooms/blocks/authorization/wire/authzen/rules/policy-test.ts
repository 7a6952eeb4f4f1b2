import { type Static, Type } from 'typebox';
import type { AttributePath, Operator, Test } from '../../../domain/decision/rules.ts';
import { name } from './rule.ts';

const operators: readonly Operator[] = [
  'equals',
  'in',
  'contains',
  'intersects',
  'less-than',
  'at-most',
  'more-than',
  'at-least',
  'before',
  'after',
  'starts-with',
];

const attribute = Type.String({
  maxLength: 500,
  pattern:
    '^(?:(?:subject|resource)\\.(?:id|type|properties(?:\\.[^.]+)+)|action\\.(?:name|properties(?:\\.[^.]+)+)|context(?:\\.[^.]+)+)$',
  description: 'Where the value stands in the question: subject.id, resource.properties.owner, context.time',
});
const operator = Type.String({ enum: [...operators] });
const scalar = Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()]);
const value = Type.Union([scalar, Type.Array(scalar, { maxItems: 1000 })]);
const negated = Type.Optional(Type.Boolean({ description: 'The test must not hold', default: false }));
const closed = { additionalProperties: false } as const;

const againstValue = Type.Object({ attribute, operator, value, negated }, closed);
const againstAttribute = Type.Object({ attribute, operator, other: attribute, negated }, closed);
const exists = Type.Object({ attribute, operator: Type.Literal('exists'), negated }, closed);
const role = Type.Object({ role: name, negated }, closed);
const relation = Type.Object({ relation: name, negated }, closed);
const trustMark = Type.Object({ trustMark: name, negated }, closed);

/** One thing that can be true of a question. */
export const policyTest = Type.Union([againstValue, againstAttribute, exists, role, relation, trustMark]);
export type PolicyTestMessage = Static<typeof policyTest>;

export function toTest(message: PolicyTestMessage): Test {
  const { negated: turned = false } = message;
  if ('role' in message) return { kind: 'role', role: message.role, negated: turned };
  if ('relation' in message) return { kind: 'relation', relation: message.relation, negated: turned };
  if ('trustMark' in message) return { kind: 'trust-mark', trustMark: message.trustMark, negated: turned };
  const path = toPath(message.attribute);
  if (message.operator === 'exists') return { kind: 'exists', attribute: path, negated: turned };
  const right = 'other' in message ? { attribute: toPath(message.other) } : { value: constantOf(message) };
  const compared = message.operator as Operator;
  return { kind: 'compare', attribute: path, operator: compared, right, negated: turned };
}

function constantOf(message: object): string | number | boolean | readonly (string | number | boolean)[] {
  return (message as Static<typeof againstValue>).value;
}

export function renderTest(test: Test): PolicyTestMessage {
  const turned = test.negated ? { negated: true } : {};
  switch (test.kind) {
    case 'compare':
      return { ...renderComparison(test), ...turned };
    case 'exists':
      return { attribute: test.attribute.join('.'), operator: 'exists', ...turned };
    case 'role':
      return { role: test.role, ...turned };
    case 'relation':
      return { relation: test.relation, ...turned };
    case 'trust-mark':
      return { trustMark: test.trustMark, ...turned };
  }
}

function renderComparison({
  attribute: left,
  operator: compared,
  right,
}: Extract<Test, { kind: 'compare' }>) {
  const both = { attribute: left.join('.'), operator: compared };
  if ('attribute' in right) return { ...both, other: right.attribute.join('.') };
  return { ...both, value: right.value as Static<typeof value> };
}

function toPath(text: string): AttributePath {
  return text.split('.');
}
