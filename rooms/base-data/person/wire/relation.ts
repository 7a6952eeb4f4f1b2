import { type Static, Type } from 'typebox';
import { type Relation, type RelationKind, relationKinds } from '../domain/relation.ts';
import { personalNumber } from './person.ts';

const members = {
  kind: Type.Unsafe<RelationKind>(
    Type.String({
      enum: [...relationKinds],
      description: 'custody: vårdnadshavare; guardian: god man; administrator: förvaltare.',
    }),
  ),
  representative: personalNumber,
  represented: personalNumber,
  from: Type.String({ format: 'date', description: 'First day. Första dag.' }),
  to: Type.Optional(Type.String({ format: 'date', description: 'Last day, included. Sista dag.' })),
};

const example = {
  kind: 'custody',
  representative: '197912082398',
  represented: '201801012392',
  from: '2018-01-01',
};

/** Body of `POST /person/v1/relations`. */
export const relationBody = Type.Object(members, { additionalProperties: false, examples: [example] });

export const relationReply = Type.Object(
  { id: Type.String(), ...members },
  { examples: [{ id: 'relation_0199', ...example }] },
);

export type RelationBody = Static<typeof relationBody>;

export function parseRelation({ to, ...rest }: RelationBody): Omit<Relation, 'id'> {
  return { ...rest, ...(to !== undefined && { to }) };
}

export function renderRelation(relation: Relation): Static<typeof relationReply> {
  return relation;
}
