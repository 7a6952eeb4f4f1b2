import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256, sha256Hex } from './digest.ts';

/** A secret for a machine to keep: `bytes` random bytes (at least 16) in base64url. */
export function newSecret(bytes = 32): string {
  if (bytes < 16) throw new Error('A secret has at least 16 bytes.');
  return randomBytes(bytes).toString('base64url');
}

/**
 * What is stored instead of a secret: SHA-256 in hex. Sound only for secrets from `newSecret`, whose 128 bits
 * or more nobody can search through. A password that a person chose needs a slow hash, and has none here.
 */
export function hashSecret(secret: string): string {
  return sha256Hex(secret);
}

/** Whether `secret` is the one that `hash` was made from; the time taken tells nothing about either. */
export function matchesSecret(secret: string, hash: string): boolean {
  return constantTimeEqual(hashSecret(secret), hash);
}

/** Compares digests, so that neither the place of the first difference nor a length leaks through time. */
export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/**
 * A stable stand-in for an identity: HMAC-SHA-256 in hex. Without the key it cannot be reversed by trying all
 * personal identity numbers; with the key it can. So the key is a secret of the same class as the identities.
 */
export function keyedPseudonym(key: Buffer, text: string): string {
  return createHmac('sha256', createSecretKey(key)).update(text, 'utf8').digest('hex');
}
