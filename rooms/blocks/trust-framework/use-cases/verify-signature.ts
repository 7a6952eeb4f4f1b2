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

interface Known {
  readonly key: VerificationKey | undefined;
  /** Statements that it has signed: a signature that held holds, whatever the time. */
  readonly held: Set<string>;
}

/** Statements remembered for one key: an intermediate's configuration is verified for each entity beneath it. */
const mostHeld = 2000;

/** Checks a statement's signature; times are the chain's matter, so that each has its own sentence. */
export function signatureVerifier(clock: Clock): VerifySignature {
  const known = new WeakMap<FederationKey, Known>();
  return (jwt, alg, key) => {
    const { held, key: usable } = known.get(key) ?? read(key);
    if (held.has(jwt)) return true;
    const holds = usable !== undefined && isSignedBy(jwt, alg, usable, clock);
    if (!holds) return false;
    if (held.size >= mostHeld) held.clear();
    held.add(jwt);
    return true;
  };

  function read(key: FederationKey): Known {
    const usable = readVerificationKey(key);
    const made = { key: usable.ok ? usable.value : undefined, held: new Set<string>() };
    known.set(key, made);
    return made;
  }
}

function isSignedBy(jwt: string, alg: string, usable: VerificationKey, clock: Clock): boolean {
  const wanted = algorithms.filter((one) => one === alg);
  if (wanted.length === 0) return false;
  const verified = verifyJwtDirect(jwt, {
    typ: [entityStatementTyp],
    algorithms: wanted,
    keys: [usable],
    now: clock.now(),
    maxBytes: longestStatement,
  });
  return verified.ok || verified.error === 'expired' || verified.error === 'not-yet-valid';
}
