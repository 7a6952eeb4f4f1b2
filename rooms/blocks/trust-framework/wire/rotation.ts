import { type Static, Type } from 'typebox';

/** Body of `POST /trust-framework/v1/keys/rotate`. */
export const rotationRequest = Type.Object(
  {
    force: Type.Optional(
      Type.Boolean({
        description: 'Do not wait for others to know the new key. Only when a key has leaked.',
      }),
    ),
    reason: Type.Optional(
      Type.Union([Type.Literal('unspecified'), Type.Literal('compromised'), Type.Literal('superseded')], {
        description: 'Why the keys that this step withdraws go; shown among the historical keys',
      }),
    ),
  },
  { additionalProperties: false },
);

export type RotationRequest = Static<typeof rotationRequest>;

export const rotationReply = Type.Object({
  step: Type.Union([Type.Literal('announced'), Type.Literal('promoted'), Type.Literal('withdrawn')]),
  kids: Type.Array(Type.String(), { description: 'The keys that the step was about' }),
  active: Type.String({ description: 'The key that signs now' }),
  published: Type.Array(Type.String(), { description: "Every key in the anchor's configuration" }),
});
