import { type Static, Type } from 'typebox';
import { rotationReply, rotationRequest } from './rotation.ts';

/** Body of `POST /trust-framework/v1/trust-mark-keys/rotate`. */
export const markRotationRequest = Type.Object(
  {
    party: Type.Union([Type.Literal('issuer'), Type.Literal('owner')], { description: 'Whose keys' }),
    ...rotationRequest.properties,
  },
  { additionalProperties: false },
);

export type MarkRotationRequest = Static<typeof markRotationRequest>;

export const markRotationReply = Type.Object({
  ...rotationReply.properties,
  resigned: Type.Integer({ description: 'How many marks in force were signed anew' }),
});
