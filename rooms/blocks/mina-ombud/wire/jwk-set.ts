import { type Static, Type } from 'typebox';

/** Every key has `kid` here, for the clients of the contract look keys up by it. */
const Jwk = Type.Object({ kty: Type.String(), kid: Type.String() });

/** Answer to `GET /tredjeman/{tredjeman}/jwks` (RFC 7517 §5). */
export const JwkSet = Type.Object(
  { keys: Type.Array(Jwk) },
  {
    examples: [
      {
        keys: [
          { kty: 'RSA', kid: '78b4cf23656dc395364f1b6c02907691f2cdffe1', use: 'sig', e: 'AQAB', n: '1R-J' },
        ],
      },
    ],
  },
);
export interface JwkSet {
  readonly keys: readonly (Static<typeof Jwk> & { readonly [member: string]: unknown })[];
}
