import { isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import { levelOf, levelUri } from '../domain/assurance.ts';
import type { Signature, SignatureEvidence } from '../domain/signature.ts';
import { claims } from './oidc-sweden.ts';
import { renderSignMessage, type SignRequest } from './sign-request.ts';
import { numberIn } from './upstream-claims.ts';

/** `typ` of an e-signature that an upstream provider vouches for, */
export const signatureType = 'ena-signature+jwt';
/** and of one that is made up, in the sandbox. */
export const testSignatureType = 'ena-test-signature+jwt';

type Payload = Readonly<Record<string, unknown>>;

/** What is said of every signature; `jti` names this one. */
export function renderSignature(signature: Signature, jti: string): Payload {
  const number = signature.personalNumber;
  return {
    iss: signature.issuer,
    jti,
    iat: Math.floor(signature.at / 1000),
    [isCoordinationNumber(number) ? claims.coordinationNumber : claims.personalIdentityNumber]: number,
    name: signature.name,
    acr: levelUri(signature.level),
    tbs_sha256: signature.textHash,
  };
}

export function renderEvidence(
  { issuer, clientId, idToken, salt, keys }: SignatureEvidence,
  userSignatureChecked: boolean,
  { message }: SignRequest,
): Payload {
  return {
    sign_message: renderSignMessage(message),
    evidence: {
      iss: issuer,
      client_id: clientId,
      id_token: idToken,
      nonce_salt: salt,
      jwks: { keys },
      user_signature_checked: userSignatureChecked,
    },
  };
}

export function parseSignature(payload: Payload): Signature | undefined {
  const { iss, iat, name, acr, tbs_sha256: textHash } = payload;
  const personalNumber = numberIn(payload);
  const level = levelOf(typeof acr === 'string' ? acr : undefined);
  if (level === undefined || personalNumber === undefined || !Number.isInteger(iat)) return undefined;
  if (typeof iss !== 'string' || typeof name !== 'string' || typeof textHash !== 'string') return undefined;
  return { issuer: iss, personalNumber, name, level, textHash, at: Number(iat) * 1000 };
}

export function parseEvidence({ evidence }: Payload): SignatureEvidence | undefined {
  if (typeof evidence !== 'object' || evidence === null) return undefined;
  const { iss, client_id: clientId, id_token: idToken, nonce_salt: salt, jwks } = evidence as Payload;
  const keys = typeof jwks === 'object' && jwks !== null ? (jwks as Payload).keys : undefined;
  if (typeof iss !== 'string' || typeof clientId !== 'string' || typeof idToken !== 'string')
    return undefined;
  if (typeof salt !== 'string' || !Array.isArray(keys)) return undefined;
  return { issuer: iss, clientId, idToken, salt, keys };
}
