/** A public ES256 key as a JSON Web Key (RFC 7517, RFC 7518 §6.2). Never holds a private part. */
export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use?: string;
  readonly alg?: string;
}

/** Two keys are the same key when their points are; `kid` is only a name. */
export function isSameKey(a: PublicKey, b: PublicKey): boolean {
  return a.x === b.x && a.y === b.y;
}

/**
 * The first reason why the keys cannot be a key set, or nothing.
 * OpenID Federation 1.0 §3.1: every key has a `kid` and it is unique in its set.
 */
export function keySetFault(keys: readonly PublicKey[]): string | undefined {
  const names = new Set<string>();
  for (const [index, key] of keys.entries()) {
    if (names.has(key.kid)) return `two keys have the kid ${key.kid}: give every key its own`;
    names.add(key.kid);
    if (keys.slice(0, index).some((other) => isSameKey(other, key))) {
      return `the key ${key.kid} stands twice under different kids: leave one out`;
    }
  }
  return undefined;
}
