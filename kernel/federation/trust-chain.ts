import { fail, ok, type Result } from '../result.ts';
import { resolveChainMetadata } from './chain-metadata.ts';
import { isEqual, isStrings } from './json.ts';
import type { Metadata } from './policy/apply-policy.ts';
import { type FederationKey, isConfiguration, type Statement } from './statement.ts';

/** Whether a key made the signature of a compact JWS with this algorithm. The one thing that needs cryptography. */
export type VerifySignature = (jwt: string, alg: string, key: FederationKey) => boolean | Promise<boolean>;

export interface ChainExpectation {
  /** The trust anchor that the chain must end in, and the keys by which it is known. */
  readonly anchor: { readonly entityId: string; readonly keys: readonly FederationKey[] };
  /** Seconds since the epoch. */
  readonly now: number;
  /** Default 60. */
  readonly skew?: number;
  /** Most statements in a chain: default 10, that is, eight levels of intermediates. */
  readonly mostStatements?: number;
  readonly verify: VerifySignature;
}

export interface ValidChain {
  readonly subject: string;
  readonly metadata: Metadata;
  /** Seconds since the epoch: the earliest `exp` (OpenID Federation 1.0 §10.4). */
  readonly expires: number;
}

/** Why a chain is not believed; `at` is the statement, counted from the subject. */
export interface ChainFault {
  readonly at: number;
  readonly because: string;
}

/**
 * OpenID Federation 1.0 §10.2, in full: every statement's times, the links between issuers and subjects, the
 * signatures from the anchor's known keys down, the constraints, and the metadata that comes out. `chain` is
 * `[subject's configuration, statements about each from the bottom up, anchor's configuration]`.
 */
export async function validateChain(
  chain: readonly Statement[],
  expected: ChainExpectation,
): Promise<Result<ValidChain, ChainFault>> {
  const [leaf] = chain;
  if (leaf === undefined) return fail({ at: 0, because: 'is missing' });
  if (chain.length > (expected.mostStatements ?? 10))
    return fail({ at: chain.length - 1, because: 'makes the chain too long' });
  const fault = linkFault(chain, expected) ?? (await signatureFault(chain, expected));
  if (fault !== undefined) return fail(fault);
  const metadata = resolveChainMetadata(chain);
  if (!metadata.ok) return metadata;
  const expires = Math.min(...chain.map(({ exp }) => exp));
  return ok({ subject: leaf.sub, metadata: metadata.value, expires });
}

function linkFault(
  chain: readonly Statement[],
  { anchor, now, skew = 60 }: ChainExpectation,
): ChainFault | undefined {
  const last = chain.length - 1;
  const seen = new Set<string>();
  for (const [at, statement] of chain.entries()) {
    const superior = chain[at + 1];
    const because =
      timeFault(statement, now, skew) ??
      placeFault(statement, at, last) ??
      (superior !== undefined && statement.iss !== superior.sub
        ? 'is not issued by the one above it'
        : undefined) ??
      (at > 0 && at < last && seen.has(statement.sub) ? 'closes a loop' : undefined);
    if (because !== undefined) return { at, because };
    if (at > 0) seen.add(statement.sub);
  }
  return chain[last]?.sub === anchor.entityId
    ? undefined
    : { at: last, because: 'is of another trust anchor' };
}

function timeFault({ iat, exp }: Statement, now: number, skew: number): string | undefined {
  if (exp + skew <= now) return 'has expired';
  return iat - skew > now ? 'is issued in the future' : undefined;
}

function placeFault(statement: Statement, at: number, last: number): string | undefined {
  if (at === 0 || at === last)
    return isConfiguration(statement) ? undefined : 'is not a configuration of its own subject';
  return isConfiguration(statement) ? 'is a configuration in the middle of the chain' : undefined;
}

/** Each statement by a key of the one above it, the anchor's by a key that is known; the subject's by its own as well. */
async function signatureFault(
  chain: readonly Statement[],
  { anchor, verify }: ChainExpectation,
): Promise<ChainFault | undefined> {
  for (let at = chain.length - 1; at >= 0; at -= 1) {
    const statement = chain[at] as Statement;
    const above = chain[at + 1]?.keys ?? anchor.keys;
    const keyed = at === 0 && chain.length > 1 ? [above, statement.keys] : [above];
    let held: FederationKey | undefined;
    for (const keys of keyed) {
      const key = keys.find(({ kid }) => kid === statement.kid);
      if (key === undefined)
        return { at, because: 'is signed by a key that its superior does not vouch for' };
      // The very same key says the same again.
      if (held !== undefined && isEqual(held, key)) continue;
      held = key;
      if (!(await verify(statement.jwt, statement.alg, key)))
        return { at, because: 'has a signature that does not hold' };
    }
  }
  return hintFault(chain);
}

/** §3.2: who speaks of the subject must be one that the subject names. */
function hintFault([leaf, superior]: readonly Statement[]): ChainFault | undefined {
  if (leaf === undefined || superior === undefined) return undefined;
  const hints = leaf.claims.authority_hints;
  return isStrings(hints) && hints.includes(superior.iss)
    ? undefined
    : { at: 0, because: 'does not name the issuer above it in authority_hints' };
}
