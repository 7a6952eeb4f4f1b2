import Type, { type Static } from 'typebox';

export const OperationSchema = Type.Object({
  method: Type.String({ pattern: '^[A-Z]{3,10}$', description: 'HTTP method.' }),
  path: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'Path below the service; {name} for one segment, a last {name...} for any rest.',
  }),
});

const Name = Type.String({ pattern: '^[a-z0-9-]{1,64}$' });
const Text = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x20-\\x7e]+$' });

export const SystemSchema = Type.Object(
  {
    name: Name,
    auth: Type.Union([Type.Literal('loopback'), Type.Literal('key'), Type.Literal('mtls')]),
    pin: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9_-]{43}$',
        description: 'base64url(sha256(SubjectPublicKeyInfo)) of the client certificate.',
      }),
    ),
    defaultPurpose: Type.Optional(Text),
    defaultLegalBasis: Type.Optional(Text),
  },
  { additionalProperties: false },
);

export const ServiceSchema = Type.Object(
  {
    id: Name,
    title: Type.String({ minLength: 1, maxLength: 200 }),
    url: Type.String({ pattern: '^https?://[^\\s?#@]+$', maxLength: 500 }),
    operations: Type.Array(OperationSchema, { minItems: 1, maxItems: 500 }),
    upstream: Type.Optional(
      Type.Object(
        {
          kind: Type.Literal('oauth'),
          tokenUrl: Type.String({ pattern: '^https?://', maxLength: 500 }),
          clientId: Type.String({ minLength: 1, maxLength: 200 }),
          secretFile: Type.String({ minLength: 1, maxLength: 1000 }),
          scope: Type.String({ maxLength: 500 }),
        },
        { additionalProperties: false },
      ),
    ),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 300_000 })),
    mandate: Type.Optional(
      Type.Object(
        {
          required: Type.Boolean({ description: 'A call without a mandate is refused.' }),
          permissions: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
            maxItems: 100,
            description:
              'One of these must be in the mandate; empty: any. A bare code may be the consumer’s own word; <orgnr>/<code> takes that organisation’s only.',
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

export const GrantSchema = Type.Object(
  {
    consumer: Type.String({ pattern: '^[0-9]{10}(/[a-z0-9-]{1,64})?$' }),
    service: Name,
    operations: Type.Array(OperationSchema, { minItems: 1, maxItems: 500 }),
    purposes: Type.Array(Text, { minItems: 1, maxItems: 100 }),
    legalBasis: Type.Array(Text, { minItems: 1, maxItems: 100 }),
    validFrom: Type.Optional(Type.String({ format: 'date-time', description: 'Default: now.' })),
    validTo: Type.Optional(Type.String({ format: 'date-time' })),
    agreement: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Which agreement the grant follows from.',
    }),
  },
  { additionalProperties: false },
);

export const RotationSchema = Type.Object(
  {
    use: Type.Union([
      Type.Literal('signing'),
      Type.Literal('tls'),
      Type.Literal('records'),
      Type.Literal('federation'),
    ]),
  },
  { additionalProperties: false },
);

export type SystemInput = Static<typeof SystemSchema>;
export type ServiceInput = Static<typeof ServiceSchema>;
export type GrantInput = Static<typeof GrantSchema>;
export type RotationInput = Static<typeof RotationSchema>;
