import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import { readKeySet, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/*
 * What the hub says of mandates, signed by keys that the trust anchor's own statement names (`ena_hub.mandates`):
 * the keys of each relying party, and which mandates have ended of late. Whoever only carries the documents can
 * withhold them, and neither change nor forge them.
 */

export interface RelyingPartyKeySet {
  readonly relyingParty: string;
  readonly keys: readonly VerificationKey[];
  /** Milliseconds since the epoch, as all times here. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface MandateStatus {
  readonly issuedAt: number;
  /** Mandates that ended before this are not listed any more. */
  readonly since: number;
  readonly ended: ReadonlySet<string>;
}

const KeyClaims = Compile(
  Type.Object({
    sub: Type.String({ pattern: '^[0-9]{10}$' }),
    iat: Type.Integer(),
    exp: Type.Integer(),
    jwks: Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() }), { maxItems: 20 }) }),
  }),
);
const StatusClaims = Compile(
  Type.Object({
    iat: Type.Integer(),
    since: Type.Integer(),
    ended: Type.Array(Type.String({ maxLength: 36 }), { maxItems: 100_000 }),
  }),
);

const mostBytes = 4_000_000;

export async function readKeyDocument(
  jwt: string,
  hubKeys: readonly JwkMembers[],
  now: number,
): Promise<Result<RelyingPartyKeySet, string>> {
  const typ = 'ena-mandate-keys+jwt';
  const verified = await verifyJwt(jwt, { typ, keys: hubKeys, now, maxBytes: mostBytes });
  if (!verified.ok) return fail(verified.error);
  const claims: unknown = verified.value.payload;
  if (!KeyClaims.Check(claims)) return fail('malformed');
  return ok({
    relyingParty: claims.sub,
    keys: readKeySet(claims.jwks),
    issuedAt: claims.iat * 1000,
    expiresAt: claims.exp * 1000,
  });
}

export async function readStatusDocument(
  jwt: string,
  hubKeys: readonly JwkMembers[],
  now: number,
): Promise<Result<MandateStatus, string>> {
  const typ = 'ena-mandate-status+jwt';
  const verified = await verifyJwt(jwt, { typ, keys: hubKeys, now, maxBytes: mostBytes });
  if (!verified.ok) return fail(verified.error);
  const claims: unknown = verified.value.payload;
  if (!StatusClaims.Check(claims)) return fail('malformed');
  const { iat, since, ended } = claims;
  return ok({ issuedAt: iat * 1000, since: since * 1000, ended: new Set(ended) });
}
