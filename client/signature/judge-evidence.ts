import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { decodeJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, readKeySet, type VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { SignatureProblem } from './problems.ts';
import { type Evidence, numberIn, ownSignatureIn, type Said } from './read-signature.ts';

const longest = 262_144;

/**
 * The provider's ID token by the keys that the file holds, at the time of the signature: of that provider, for that
 * client, about that text (the nonce is SHA-256 over the salt and the text), that person and that level. Answers whether
 * the person's own signature within could be read and was verified too.
 */
export function judgeEvidence(
  { issuer, clientId, idToken, salt, jwks }: Evidence,
  said: Said,
  text: Uint8Array,
): Result<boolean, SignatureProblem> {
  const keys = readKeySet(jwks);
  const token = verifyJwtDirect(idToken, { ...expecting(keys, said.at), typ: [undefined, 'jwt'] });
  if (!token.ok) return fail('evidence-unproven');
  const { payload } = token.value;
  if (payload.iss !== issuer || ![payload.aud].flat().includes(clientId)) return fail('evidence-misdirected');
  if (payload.nonce !== nonceOf(salt, text)) return fail('evidence-of-another-text');
  if (numberIn(payload) !== said.personalNumber || payload.acr !== said.level)
    return fail('evidence-of-another-person');
  const own = ownSignatureIn(payload);
  return own === undefined ? fail('no-evidence') : judgeOwn(own, keys, said.at, text);
}

/** Only a JWS under one of the provider's keys is read; formats are the provider's own (signature extension 1.1). */
function judgeOwn(
  value: string,
  keys: readonly VerificationKey[],
  at: number,
  text: Uint8Array,
): Result<boolean, SignatureProblem> {
  const jws = Buffer.from(value, 'base64').toString('latin1');
  const decoded = decodeJwtDirect(jws);
  const { kid, typ } = decoded?.header ?? {};
  if (decoded === undefined || !keys.some((key) => key.kid === kid)) return ok(false);
  const kinds = [typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined];
  const holds = verifyJwtDirect(jws, { ...expecting(keys, at), typ: kinds }).ok;
  const { tbs_sha256: digest } = decoded.payload;
  if (!holds || (digest !== undefined && digest !== sha256(text).toString('base64url')))
    return fail('user-signature-false');
  return ok(digest !== undefined);
}

function expecting(keys: readonly VerificationKey[], now: number) {
  return { algorithms: jwsAlgorithms, keys, now, maxBytes: longest };
}

/** `undefined` where the salt is not 32 bytes in their one form. */
function nonceOf(salt: string, text: Uint8Array): string | undefined {
  if (!/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(salt)) return undefined;
  return sha256(Buffer.concat([Buffer.from(salt, 'base64url'), text])).toString('base64url');
}
