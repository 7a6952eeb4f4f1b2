import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { type Static, Type } from 'typebox';
import type { AnchorRules } from '../domain/anchor-rules.ts';

const object = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description });

/** Body of `PUT /trust-framework/v1/rules`. What is left out is not published. */
export const anchorRulesMessage = Type.Object(
  {
    metadataPolicy: Type.Optional(object('OpenID Federation 1.0 §6.1, by entity type and parameter')),
    constraints: Type.Optional(object('OpenID Federation 1.0 §6.2')),
    registrationPolicy: Type.Optional(
      Type.Array(Type.String({ format: 'uri', maxLength: 2048 }), {
        maxItems: 20,
        description: 'URIs of the policies by which the operator registers',
      }),
    ),
  },
  { additionalProperties: false },
);

export type AnchorRulesMessage = Static<typeof anchorRulesMessage>;

export const anchorRulesReply = Type.Object({
  metadataPolicy: Type.Optional(object('As published')),
  constraints: Type.Optional(object('As published')),
  registrationPolicy: Type.Array(Type.String()),
  revision: Type.Integer({ description: 'Rises by one at each change; 0 before the first' }),
});

export function toRules(message: AnchorRulesMessage): Omit<AnchorRules, 'revision'> {
  return {
    metadataPolicy: message.metadataPolicy as JsonObject | undefined,
    constraints: message.constraints as JsonObject | undefined,
    registrationPolicy: message.registrationPolicy ?? [],
  };
}

export function renderRules(rules: AnchorRules): Static<typeof anchorRulesReply> {
  return {
    ...(rules.metadataPolicy && { metadataPolicy: rules.metadataPolicy }),
    ...(rules.constraints && { constraints: rules.constraints }),
    registrationPolicy: [...rules.registrationPolicy],
    revision: rules.revision,
  };
}
