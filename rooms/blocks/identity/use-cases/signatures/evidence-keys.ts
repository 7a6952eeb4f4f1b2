import { decodeJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { readVerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { SignatureEvidence } from '../../domain/signature.ts';
import { jwsIn } from './judge-user-signature.ts';

type Jwk = SignatureEvidence['keys'][number];

const members = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'] as const;
const mostKept = 10;

/** Of a provider's key set those that the ID token and the signature name; all where one names none. */
export function evidenceKeys(jwks: unknown, idToken: string, userSignature: string): readonly Jwk[] {
  const tokens = [idToken, jwsIn(userSignature)].flatMap((token) => token ?? []);
  const kids = tokens.map((token) => decodeJwtDirect(token)?.header.kid);
  const wanted = (jwk: Jwk) => kids.includes(undefined) || kids.includes(jwk.kid as string);
  return listed(jwks)
    .filter((jwk) => readVerificationKey(jwk).ok && wanted(jwk))
    .slice(0, mostKept)
    .map((jwk) =>
      Object.fromEntries(members.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]]))),
    );
}

function listed(jwks: unknown): readonly Jwk[] {
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined;
  return Array.isArray(keys) ? (keys as Jwk[]).filter((key) => typeof key === 'object' && key !== null) : [];
}
