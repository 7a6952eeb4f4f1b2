import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import {
  type JwsAlgorithm,
  readVerificationKey,
  type VerificationKey,
} from '@ena/kernel/crypto/verification-key.ts';
import type { FederationKey } from '@ena/kernel/federation/statement.ts';
import { entityStatementTyp, longestStatement } from '@ena/kernel/federation/statement.ts';
import type { VerifySignature } from '@ena/kernel/federation/trust-chain.ts';
import type { Clock } from '@ena/kernel/time.ts';

/** What the Swedish profile obliges everyone to validate, and EdDSA, which the specification allows. */
const algorithms: readonly JwsAlgorithm[] = [
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
];

/** Checks a statement's signature; times are the chain's matter, so that each has its own sentence. */
export function signatureVerifier(clock: Clock): VerifySignature {
  const known = new WeakMap<FederationKey, VerificationKey | undefined>();
  return (jwt, alg, key) => {
    if (!known.has(key)) {
      const read = readVerificationKey(key);
      known.set(key, read.ok ? read.value : undefined);
    }
    const usable = known.get(key);
    const wanted = algorithms.filter((one) => one === alg);
    if (usable === undefined || wanted.length === 0) return false;
    const verified = verifyJwtDirect(jwt, {
      typ: [entityStatementTyp],
      algorithms: wanted,
      keys: [usable],
      now: clock.now(),
      maxBytes: longestStatement,
    });
    return verified.ok || verified.error === 'expired' || verified.error === 'not-yet-valid';
  };
}
