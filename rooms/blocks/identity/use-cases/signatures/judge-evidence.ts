import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { constantTimeEqual } from '@ena/kernel/crypto/secret.ts';
import { jwsAlgorithms, readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { EvidenceFinding, SignatureEvidence } from '../../domain/signature.ts';
import { parseSigningClaims } from '../../wire/upstream-claims.ts';
import { judgeUserSignature } from './judge-user-signature.ts';
import { isSalt, textNonce } from './text-nonce.ts';

export type EvidenceProblem =
  /** Not signed by the keys, or not valid at the time of the signature. */
  | 'id-token-unproven'
  /** Of another provider, or for another client than this room. */
  | 'id-token-misdirected'
  /** The nonce is made of another text. */
  | 'id-token-of-another-text'
  /** No number, level or signature in it. */
  | 'id-token-incomplete'
  /** The person's own signature could be read, and does not hold. */
  | 'user-signature-false';

/** Judges by what the evidence holds and nothing else; `at` is when the signature was made. */
export function judgeEvidence(
  { issuer, clientId, idToken, salt, keys: jwks }: SignatureEvidence,
  tbsData: Uint8Array,
  at: number,
): Result<EvidenceFinding, EvidenceProblem> {
  const keys = readKeySet({ keys: jwks });
  const verified = verifyJwtDirect(idToken, {
    typ: [undefined, 'jwt'],
    algorithms: jwsAlgorithms,
    keys,
    now: at,
    maxBytes: longest,
  });
  if (!verified.ok) return fail('id-token-unproven');
  const { iss, aud, nonce } = verified.value.payload;
  if (iss !== issuer || ![aud].flat().includes(clientId)) return fail('id-token-misdirected');
  if (typeof nonce !== 'string' || !isSalt(salt) || !constantTimeEqual(nonce, textNonce(salt, tbsData)))
    return fail('id-token-of-another-text');
  const told = parseSigningClaims(verified.value.payload);
  if (told === undefined) return fail('id-token-incomplete');
  const finding = judgeUserSignature(told.userSignature, tbsData, keys, at);
  if (finding === 'false') return fail('user-signature-false');
  const { personalNumber, level } = told;
  return ok({ personalNumber, level, userSignatureChecked: finding === 'checked' });
}

const longest = 262_144;
