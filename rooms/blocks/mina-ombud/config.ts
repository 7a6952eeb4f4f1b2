import { type Static, Type } from 'typebox';

const orgnr = Type.String({ pattern: '^[0-9]{10}$' });

export const mandateConfig = Type.Object({
  contractClients: Type.Array(
    Type.Object({
      clientId: Type.String({ minLength: 1 }),
      relyingParties: Type.Array(orgnr),
      active: Type.Boolean({ default: true }),
    }),
    {
      description:
        'Clients of the published contract that may ask about other relying parties than their own organisation, or that are closed.',
      default: [],
    },
  ),
  inactiveRelyingParties: Type.Array(orgnr, {
    description: 'Relying parties that are closed for the time being; questions about them are refused.',
    default: [],
  }),
  idTokenIssuers: Type.Array(
    Type.Object({
      issuer: Type.String({ minLength: 1 }),
      audiences: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
      jwksUri: Type.Optional(Type.String({ pattern: '^https?://' })),
      jwks: Type.Optional(Type.Object({ keys: Type.Array(Type.Unsafe<object>(Type.Object({}))) })),
      clients: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
      allowMissingExp: Type.Boolean({ default: false }),
      test: Type.Boolean({ default: false }),
    }),
    {
      description:
        'Issuers of the id tokens that e-services send in X-Id-Token: issuer, audiences, keys (address or set), the clients that may send them, whether a missing `exp` is accepted, and whether the issuer logs test persons in (sandbox only).',
      default: [],
    },
  ),
  remoteProducers: Type.Array(
    Type.Object({
      relyingParty: orgnr,
      name: Type.Optional(Type.String()),
      provider: Type.Optional(orgnr),
      service: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
      exchangeUrl: Type.String({ pattern: '^https?://' }),
      system: Type.Optional(Type.String()),
      systemKeyFile: Type.Optional(Type.String()),
      purpose: Type.String({ minLength: 1 }),
      legalBasis: Type.String({ minLength: 1 }),
      deadlineMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 60_000 })),
      mostAtOnce: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      passIdToken: Type.Optional(Type.Boolean()),
    }),
    {
      description:
        'Relying parties that hold their mandates themselves and are asked through the exchange: their number, their service, the own connector and on what legal basis.',
      default: [],
    },
  ),
  keyDays: Type.Integer({
    description: 'How long a relying party’s key signs before the next takes over.',
    minimum: 1,
    maximum: 1100,
    default: 365,
  }),
  keyOverlapHours: Type.Integer({
    description: 'How long a key is published before it signs, so that everyone has it by then.',
    minimum: 1,
    maximum: 720,
    default: 48,
  }),
  keyKeptDays: Type.Integer({
    description: 'How long a key is published after it signed last.',
    minimum: 1,
    maximum: 3650,
    default: 30,
  }),
});

export type MandateConfig = Static<typeof mandateConfig>;
