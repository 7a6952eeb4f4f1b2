import { type Static, Type } from 'typebox';

export const trustFrameworkConfig = Type.Object({
  entityId: Type.String({
    description:
      'Entity id of the trust anchor: an https URL that never changes. Empty: the public URL of the hub, and in the sandbox https://hub.sandbox.localhost.',
    default: '',
  }),
  organizationName: Type.String({
    description: 'Who runs the trust anchor, as shown in its metadata.',
    default: 'Ena',
  }),
  statementLifetimeHours: Type.Integer({
    description:
      'How long a signed statement is valid. Organisations can go on without the hub for between half of this time and all of it after their last fetch.',
    minimum: 72,
    maximum: 720,
    default: 96,
  }),
  longestConfigurationHours: Type.Integer({
    description: 'Longest validity that an organisation may give its own entity configuration.',
    minimum: 72,
    maximum: 720,
    default: 168,
  }),
  announceHours: Type.Integer({
    description:
      'How long a new anchor key is published before it may sign. At least as long as a connector may go between two fetches of the anchor configuration.',
    minimum: 0,
    maximum: 720,
    default: 48,
  }),
  refreshMinutes: Type.Integer({
    description:
      'How long statements of outside entities are used before they are fetched again. A revocation by an intermediate is seen after at most this time.',
    minimum: 1,
    maximum: 1440,
    default: 30,
  }),
  recognisedTrustMarks: Type.Array(
    Type.Object({
      type: Type.String({ description: 'Identifier of the type, a URL' }),
      issuers: Type.Array(Type.String(), {
        description: 'Entity ids of those who may issue it; empty: anyone with a chain to the anchor',
      }),
      owner: Type.Optional(
        Type.Object({
          entityId: Type.String({ description: 'Entity id of the owner, who delegates the issuing' }),
          jwks: Type.Object({
            keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1 }),
          }),
        }),
      ),
    }),
    {
      description:
        "Trust marks of other issuers that count in this federation, beside its own. They stand in the anchor's configuration, and the resolver passes those on that an entity carries.",
      default: [],
    },
  ),
  trustAnchors: Type.Array(
    Type.Object({
      entityId: Type.String({ description: 'Entity id of the other anchor' }),
      jwks: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1 }) }),
    }),
    {
      description:
        'Other trust anchors under which this resolver resolves, each with the public keys by which it is known (JWK set). Obtain the keys by a way that is not the network.',
      default: [],
    },
  ),
});

export type TrustFrameworkConfig = Static<typeof trustFrameworkConfig>;
