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
  /** Its mandates are at a producer elsewhere: those that have ended are not on the list, and are asked for. */
  readonly isAsked: boolean;
  /** Milliseconds since the epoch, as all times here. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface MandateStatus {
  readonly issuedAt: number;
  /** Mandates that ended before this are not listed any more. */
  readonly since: number;
  /** `asked`: so many ended that no list names them, and each context is asked about. */
  readonly ended: ReadonlySet<string> | 'asked';
}

const KeyClaims = Compile(
  Type.Object({
    sub: Type.String({ pattern: '^[0-9]{10}$' }),
    iat: Type.Integer(),
    exp: Type.Integer(),
    jwks: Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() }), { maxItems: 20 }) }),
    ended: Type.Optional(Type.Union([Type.Literal('listed'), Type.Literal('asked')])),
  }),
);
const StandingClaims = Compile(
  Type.Object({
    sub: Type.String(),
    nonce: Type.String(),
    ended: Type.Array(Type.String({ maxLength: 36 }), { maxItems: 100 }),
  }),
);
const StatusClaims = Compile(
  Type.Object({
    iat: Type.Integer(),
    since: Type.Integer(),
    ended: Type.Union([
      Type.Array(Type.String({ maxLength: 36 }), { maxItems: 100_000 }),
      Type.Literal('asked'),
    ]),
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
    isAsked: claims.ended === 'asked',
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
  const told = ended === 'asked' ? ended : new Set(ended);
  return ok({ issuedAt: iat * 1000, since: since * 1000, ended: told });
}

/** The answer to one question about one context: those of its mandates that have ended. */
export async function readStandingDocument(
  jwt: string,
  hubKeys: readonly JwkMembers[],
  now: number,
  asked: { readonly relyingParty: string; readonly nonce: string },
): Promise<Result<ReadonlySet<string>, string>> {
  const verified = await verifyJwt(jwt, { typ: 'ena-mandate-standing+jwt', keys: hubKeys, now });
  if (!verified.ok) return fail(verified.error);
  const claims: unknown = verified.value.payload;
  if (!StandingClaims.Check(claims)) return fail('malformed');
  if (claims.sub !== asked.relyingParty || claims.nonce !== asked.nonce) return fail('not-the-answer');
  return ok(new Set(claims.ended));
}

export interface HubKeys {
  /** The keys that the anchor's verified statement names for these documents; empty while it names none. */
  readonly hubKeys: () => readonly JwkMembers[];
  /** Fetches that statement anew; asks at most every few seconds, however often it is called. */
  readonly renewHubKeys: () => Promise<unknown>;
}

/** Reads a document, and once more with the statement of now where it is signed by a key that was not known. */
export async function withHubKeys<Value>(
  { hubKeys, renewHubKeys }: HubKeys,
  read: (keys: readonly JwkMembers[]) => Promise<Result<Value, string>>,
): Promise<Result<Value, string>> {
  const first = await read(hubKeys());
  if (first.ok || first.error !== 'unknown-kid') return first;
  await renewHubKeys();
  return read(hubKeys());
}
