import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { constantTimeEqual } from '@ena/kernel/crypto/secret.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { type Level, levelOf, levelUri } from '../domain/assurance.ts';
import type { Account } from '../domain/login.ts';
import { fullName } from '../domain/person.ts';

/*
 * The simulated e-signature of the sandbox. It is a signature of this room that says who consented to what; it is
 * no advanced electronic signature, and outside the sandbox it is neither made nor believed.
 */

const type = 'ena-test-signature+jwt';
const number = 'https://id.oidc.se/claim/personalIdentityNumber';

export interface SigningAct {
  readonly account: Account;
  readonly level: Level;
  readonly tbsData: Uint8Array;
  /** As the person was shown it. */
  readonly message: string;
  readonly at: number;
}

export type SignatureVerdict =
  | {
      readonly kind: 'valid';
      readonly personalNumber: string;
      readonly name: string;
      readonly loa: Level;
      readonly signedAt: number;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Base64 of a compact JWS: the value of the claim `userSignature`. */
export async function makeTestSignature(keys: KeyRing, issuer: string, act: SigningAct): Promise<string> {
  const seconds = Math.floor(act.at / 1000);
  const jws = await signJwt(
    type,
    {
      iss: issuer,
      [number]: act.account.personalNumber,
      name: fullName(act.account),
      tbs_sha256: sha256(act.tbsData).toString('base64url'),
      sign_message: act.message,
      acr: levelUri(act.level),
      auth_time: seconds,
      iat: seconds,
      jti: prefixedId('signature', act.at),
    },
    keys.active,
  );
  return Buffer.from(jws).toString('base64');
}

export interface SignatureQuestion {
  readonly userSignature: string;
  readonly tbsData: Uint8Array;
}

/** Whether it is a signature of this room over exactly these bytes. A valid one stays valid: it has no expiry. */
export async function verifyTestSignature(
  keys: KeyRing,
  issuer: string,
  { userSignature, tbsData }: SignatureQuestion,
  now: number,
): Promise<SignatureVerdict> {
  const jws = Buffer.from(userSignature, 'base64').toString('utf8');
  const published = keys.all.map((key) => ({ ...key.publicJwk }));
  const verified = await verifyJwt(jws, { typ: type, keys: published, now, maxBytes: 16_384 });
  if (!verified.ok) return { kind: 'invalid', reason: verified.error };
  const { iss, tbs_sha256: hash, [number]: personalNumber, name, acr, iat } = verified.value.payload;
  const loa = levelOf(typeof acr === 'string' ? acr : undefined);
  if (iss !== issuer) return { kind: 'invalid', reason: 'another-issuer' };
  if (typeof hash !== 'string' || !constantTimeEqual(hash, sha256(tbsData).toString('base64url')))
    return { kind: 'invalid', reason: 'other-data' };
  if (
    loa === undefined ||
    typeof personalNumber !== 'string' ||
    typeof name !== 'string' ||
    !Number.isInteger(iat)
  )
    return { kind: 'invalid', reason: 'malformed' };
  return { kind: 'valid', personalNumber, name, loa, signedAt: Number(iat) * 1000 };
}
