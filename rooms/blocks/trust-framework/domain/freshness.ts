/** The two ends of a signed statement's life, seconds since the epoch. */
export interface Lifetime {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * A statement is served until half its life is gone, then signed anew. Whoever fetches it therefore always
 * gets at least half a lifetime, which is what last-known-good operation without the hub lives on.
 */
export function isFresh(life: Lifetime, nowSeconds: number): boolean {
  return nowSeconds >= life.issuedAt && nowSeconds - life.issuedAt < (life.expiresAt - life.issuedAt) / 2;
}

/** A chain is valid no longer than its shortest-lived statement (OpenID Federation 1.0 §8.3.2). */
export function chainExpiry(chain: readonly Lifetime[]): number {
  return Math.min(...chain.map((life) => life.expiresAt));
}
