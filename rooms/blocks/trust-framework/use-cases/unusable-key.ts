import { parsePublicJwk } from '@ena/kernel/crypto/keys.ts';
import type { PublicKey } from '../domain/public-key.ts';

/** A sentence about the first key that is no point on P-256 in its canonical form, or nothing. */
export function unusableKey(keys: readonly PublicKey[]): string | undefined {
  const bad = keys.find((key) => !parsePublicJwk(key).ok);
  return bad && `the key ${bad.kid} is not a P-256 public key: check x and y`;
}
