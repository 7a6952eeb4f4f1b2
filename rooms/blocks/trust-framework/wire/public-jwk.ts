import { type Static, Type } from 'typebox';

/**
 * A public ES256 key, RFC 7517 and RFC 7518 §6.2. `kid` is the name in JWT headers and in `keyid`, so it keeps
 * to characters that need no escaping there; the RFC 7638 thumbprint is recommended.
 */
export const publicJwk = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    kid: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,128}$' }),
    use: Type.Optional(Type.Literal('sig')),
    alg: Type.Optional(Type.Literal('ES256')),
    /** RFC 7518 §6.2.2. A private part that reaches us is a leaked key: refused, so that it is noticed. */
    d: Type.Optional(Type.Never()),
  },
  { additionalProperties: true, description: 'A public key for ES256' },
);

export type PublicJwk = Static<typeof publicJwk>;

export function jwkSet(mostKeys: number) {
  return Type.Object(
    { keys: Type.Array(publicJwk, { minItems: 1, maxItems: mostKeys }) },
    { description: 'JWK set' },
  );
}
