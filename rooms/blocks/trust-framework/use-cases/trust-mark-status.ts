import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { second } from '@ena/kernel/time.ts';
import { findTrustMarkType } from '../domain/trust-mark-type.ts';
import type { KeptToken } from '../store/trust-mark-store.ts';
import { digestOf, type MarkStatus } from './trust-mark-authority.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export type StatusOutcome =
  /** A signed answer. */
  | { readonly kind: 'answered'; readonly jwt: string }
  /** We never issued it. */
  | { readonly kind: 'unknown' };

type Tools = Pick<TrustMarkTools, 'marks' | 'authority' | 'anchor' | 'clock'>;

/**
 * OpenID Federation 1.0 §8.4. A token that is in the book is answered from the book, also when the key that signed it
 * is gone. `invalid` is for one that says it is ours and is not; about others' marks we know nothing.
 */
export async function statusOfToken(jwt: string, tools: Tools): Promise<StatusOutcome> {
  const kept = await tools.marks.token(digestOf(jwt));
  if (kept !== undefined) return answered(jwt, statusOf(kept, tools), tools);
  const claimed = decodeJwtUnverified(jwt);
  if (claimed?.payload.iss !== tools.authority.issuer.entityId) return { kind: 'unknown' };
  const verified = await verifyJwt(jwt, {
    typ: 'trust-mark+jwt',
    keys: tools.authority.issuer.keys(),
    now: tools.clock.now(),
  });
  const genuine = verified.ok || verified.error === 'expired' || verified.error === 'not-yet-valid';
  return genuine ? { kind: 'unknown' } : answered(jwt, 'invalid', tools);
}

/** The form of Sweden Connect's service: by type and subject, and the second of issue where it is given. */
export async function statusOfSubject(
  type: string,
  subject: string,
  issuedAt: number | undefined,
  tools: Tools,
): Promise<StatusOutcome> {
  const known = findTrustMarkType(type, tools.anchor);
  const kept = known && (await tools.marks.newestToken(subject, known.slug, issuedAt));
  return kept === undefined ? { kind: 'unknown' } : answered(kept.jwt, statusOf(kept, tools), tools);
}

/** The specification knows no suspension: for as long as a mark is suspended its tokens are revoked. */
function statusOf(token: KeptToken, { clock }: Tools): MarkStatus {
  if (token.ended) return 'revoked';
  return clock.now() / second >= token.expiresAt ? 'expired' : 'active';
}

function answered(jwt: string, status: MarkStatus, { authority }: Tools): StatusOutcome {
  return { kind: 'answered', jwt: authority.signStatus(jwt, status) };
}
