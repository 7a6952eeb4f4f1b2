import { type Static, Type } from 'typebox';

export const rotationRequest = Type.Object(
  { step: Type.Union([Type.Literal('announce'), Type.Literal('promote'), Type.Literal('prune')]) },
  { additionalProperties: false, examples: [{ step: 'announce' }] },
);
export type RotationRequest = Static<typeof rotationRequest>;

export const rotationReply = Type.Object(
  { active: Type.String(), kids: Type.Array(Type.String()) },
  { examples: [{ active: '3T0…', kids: ['3T0…'] }] },
);
