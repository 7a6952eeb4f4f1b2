import { type Static, Type } from 'typebox';
import type { Properties } from '../../../domain/decision/question.ts';
import type { RegisteredEntity } from '../../../domain/decision/rules.ts';
import { name, type RuleForm, reference } from './rule.ts';

const closed = { additionalProperties: false } as const;

export const entityBody = Type.Object(
  {
    entity: reference,
    properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    memberOf: Type.Optional(Type.Array(reference, { maxItems: 200 })),
    roles: Type.Optional(
      Type.Array(Type.Object({ role: name, resource: Type.Optional(reference) }, closed), { maxItems: 200 }),
    ),
    relations: Type.Optional(
      Type.Array(Type.Object({ relation: name, object: reference }, closed), { maxItems: 1000 }),
    ),
  },
  {
    ...closed,
    examples: [
      {
        entity: { type: 'system', id: '2120000829/verksamhet' },
        memberOf: [{ type: 'organisation', id: '2120000829' }],
        roles: [{ role: 'läsare' }],
      },
    ],
  },
);

/** An entity is looked up by a body: its id may be a personal identity number, which no URL may hold. */
export const entityLookup = Type.Object(
  { entity: reference },
  { ...closed, examples: [{ entity: { type: 'system', id: '2120000829/verksamhet' } }] },
);

type EntityMessage = Static<typeof entityBody>;
export type EntityLookup = Static<typeof entityLookup>;

export const entityForm: RuleForm<'entity', EntityMessage> = {
  kind: 'entity',
  collection: 'entities',
  toValue: (body): RegisteredEntity => ({
    ...body.entity,
    properties: (body.properties ?? {}) as Properties,
    memberOf: body.memberOf ?? [],
    roles: body.roles ?? [],
    relations: body.relations ?? [],
  }),
  render: ({ type, id, ...rest }) => ({ entity: { type, id }, ...rest }),
};
