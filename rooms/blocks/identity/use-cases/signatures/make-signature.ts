import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import type { Level } from '../../domain/assurance.ts';
import type { Account } from '../../domain/login.ts';
import { fullName } from '../../domain/person.ts';
import type { SignatureEvidence } from '../../domain/signature.ts';
import type { SignRequest } from '../../wire/sign-request.ts';
import { renderEvidence, renderSignature, signatureType, testSignatureType } from '../../wire/signature.ts';
import type { SignatureKeys } from './signature-keys.ts';

export interface SigningAct {
  readonly account: Account;
  readonly level: Level;
  readonly sign: SignRequest;
  readonly at: number;
}

/** Evidence that was judged, and held. */
export interface JudgedEvidence {
  readonly evidence: SignatureEvidence;
  readonly userSignatureChecked: boolean;
}

/** Base64 of a compact JWS: the value of the claim `userSignature`. It holds all that is needed to judge it. */
export function makeSignature(
  keys: SignatureKeys,
  issuer: string,
  act: SigningAct,
  { evidence, userSignatureChecked }: JudgedEvidence,
): Promise<string> {
  return signed(keys, issuer, act, signatureType, renderEvidence(evidence, userSignatureChecked, act.sign));
}

/**
 * The simulated e-signature of the sandbox, by a person whom nobody vouched for. It is no advanced electronic
 * signature, and outside the sandbox it is neither made nor believed. `message`: as the person was shown it.
 */
export function makeTestSignature(
  keys: SignatureKeys,
  issuer: string,
  act: SigningAct,
  message: string,
): Promise<string> {
  return signed(keys, issuer, act, testSignatureType, { sign_message: message });
}

async function signed(
  keys: SignatureKeys,
  issuer: string,
  { account, level, sign, at }: SigningAct,
  type: string,
  more: object,
): Promise<string> {
  const signature = {
    issuer,
    personalNumber: account.personalNumber,
    name: fullName(account),
    level,
    textHash: sha256(sign.tbsData).toString('base64url'),
    at,
  };
  const payload = { ...renderSignature(signature, prefixedId('signature', at)), ...more };
  return Buffer.from(await signJwt(type, payload, await keys.signing())).toString('base64');
}
