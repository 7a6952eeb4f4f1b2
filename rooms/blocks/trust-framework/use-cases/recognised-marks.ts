import type { TrustFrameworkConfig } from '../config.ts';
import type { TrustMarkClaims } from './trust-mark-port.ts';

type Recognised = TrustFrameworkConfig['recognisedTrustMarks'];

/** The anchor's word on whose marks count: its own types, and those of others that the operator has named. */
export function recognising(others: Recognised, own: () => TrustMarkClaims): () => object {
  const issuers = others.map(({ type, issuers }) => [type, issuers]);
  const owners = others.flatMap(({ type, owner }) =>
    owner === undefined ? [] : [[type, { sub: owner.entityId, jwks: owner.jwks }]],
  );
  let before: TrustMarkClaims | undefined;
  let claims = {};
  return () => {
    const now = own();
    if (now === before) return claims;
    before = now;
    claims = {
      trust_mark_issuers: { ...Object.fromEntries(issuers), ...now.trust_mark_issuers },
      trust_mark_owners: { ...Object.fromEntries(owners), ...now.trust_mark_owners },
    };
    return claims;
  };
}
