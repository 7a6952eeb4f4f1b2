import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Jwk = Type.Object({ kty: Type.String(), kid: Type.String({ minLength: 1, maxLength: 128 }) });

const ServiceMetadata = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
  title: Type.String({ maxLength: 200 }),
  operations: Type.Array(Type.Object({ method: Type.String(), path: Type.String() }), { maxItems: 500 }),
});

const LeafClaims = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  iat: Type.Integer(),
  exp: Type.Integer(),
  jwks: Type.Object({ keys: Type.Array(Jwk, { minItems: 1, maxItems: 10 }) }),
  authority_hints: Type.Array(Type.String(), { minItems: 1, maxItems: 10 }),
  metadata: Type.Object({
    federation_entity: Type.Optional(
      Type.Object({ organization_name: Type.Optional(Type.String({ maxLength: 300 })) }),
    ),
    ena_connector: Type.Object({
      exchange_endpoint: Type.String({ pattern: '^https://[^/?#@]+$' }),
      jwks: Type.Object({ keys: Type.Array(Jwk, { minItems: 1, maxItems: 10 }) }),
      tls_pins: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), { minItems: 1, maxItems: 10 }),
      log: Type.Object({ origin: Type.String(), vkey: Type.String(), url: Type.String() }),
      services: Type.Array(ServiceMetadata, { maxItems: 1000 }),
      signature_algorithms: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 })),
    }),
  }),
});

const SubordinateClaims = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  iat: Type.Integer(),
  exp: Type.Integer(),
  jwks: Type.Object({ keys: Type.Array(Jwk, { minItems: 1, maxItems: 10 }) }),
  metadata: Type.Object({
    federation_entity: Type.Optional(
      Type.Object({ organization_name: Type.Optional(Type.String({ maxLength: 300 })) }),
    ),
    ena_connector: Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) }),
  }),
});

const AnchorClaims = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  iat: Type.Integer(),
  exp: Type.Integer(),
  jwks: Type.Object({ keys: Type.Array(Jwk, { minItems: 1, maxItems: 10 }) }),
  metadata: Type.Optional(
    Type.Object({
      ena_hub: Type.Optional(
        Type.Object({
          witness_vkey: Type.Optional(Type.String()),
          mandates: Type.Optional(
            Type.Object({ jwks: Type.Object({ keys: Type.Array(Jwk, { maxItems: 10 }) }) }),
          ),
        }),
      ),
    }),
  ),
});

/** OpenID Federation 1.0 §3, as far as the exchange reads it; unknown claims are let through, known ones checked. */
export type LeafClaims = Static<typeof LeafClaims>;
export type SubordinateClaims = Static<typeof SubordinateClaims>;
export type AnchorClaims = Static<typeof AnchorClaims>;

const leaf = Compile(LeafClaims);
const subordinate = Compile(SubordinateClaims);
const anchor = Compile(AnchorClaims);

export const isLeafClaims = (value: unknown): value is LeafClaims => leaf.Check(value);
export const isSubordinateClaims = (value: unknown): value is SubordinateClaims => subordinate.Check(value);
export const isAnchorClaims = (value: unknown): value is AnchorClaims => anchor.Check(value);
