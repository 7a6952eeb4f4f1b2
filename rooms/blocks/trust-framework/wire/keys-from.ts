import type { PublicKey } from '../domain/public-key.ts';
import type { PublicJwk } from './public-jwk.ts';

/** Only the members we know go on; what else a sender put beside them stays out of our statements. */
export function keysFrom(set: { readonly keys: readonly PublicJwk[] }): PublicKey[] {
  return set.keys.map(({ kty, crv, x, y, kid, use, alg }) => ({
    kty,
    crv,
    x,
    y,
    kid,
    ...(use === undefined ? {} : { use }),
    ...(alg === undefined ? {} : { alg }),
  }));
}
