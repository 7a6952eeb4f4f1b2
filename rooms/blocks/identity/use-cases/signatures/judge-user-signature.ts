import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { decodeJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';

/** `unread`: a format, a key or a claim that we do not know (CMS, XML signatures, a JWS under the person's own key). */
export type UserSignatureFinding = 'checked' | 'unread' | 'false';

/**
 * The value of the claim `userSignature`, whose format is the provider's own (signature extension 1.1 leaves it open).
 * A JWS under one of the provider's keys that tells the digest of the text is checked; any other is only kept.
 */
export function judgeUserSignature(
  value: string,
  tbsData: Uint8Array,
  keys: readonly VerificationKey[],
  at: number,
): UserSignatureFinding {
  const jws = jwsIn(value);
  const decoded = jws === undefined ? undefined : decodeJwtDirect(jws);
  if (jws === undefined || decoded === undefined) return 'unread';
  const { kid, typ, alg } = decoded.header;
  if (typeof kid !== 'string' || !keys.some((key) => key.kid === kid)) return 'unread';
  if (!jwsAlgorithms.some((one) => one === alg)) return 'false';
  const verified = verifyJwtDirect(jws, {
    typ: [typeof typ === 'string' ? bare(typ) : undefined],
    algorithms: jwsAlgorithms,
    keys,
    now: at,
    maxBytes: longest,
    decoded,
  });
  if (!verified.ok) return 'false';
  const { tbs_sha256: digest } = decoded.payload;
  if (digest === undefined) return 'unread';
  return digest === sha256(tbsData).toString('base64url') ? 'checked' : 'false';
}

const longest = 262_144;
const compact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** The compact JWS that the base64 text holds, if that is what it holds. */
export function jwsIn(value: string): string | undefined {
  const text = Buffer.from(value, 'base64').toString('latin1');
  return compact.test(text) ? text : undefined;
}

function bare(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '');
}
