import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { errors, type ProviderClient, type ProviderContext } from 'oidc-provider';
import type { ProtocolEntries } from '../../store/store.ts';

type Claims = Readonly<Record<string, unknown>>;

interface Kept {
  /** Members may be JSON objects, of which the library would make text. */
  readonly claims: Claims;
  /** An id that holds once, until the time; `undefined` where there is none to be used up. */
  readonly once: { readonly id: string; readonly until: number } | undefined;
}

const kept = new WeakMap<ProviderContext, Kept>();

/** A member of the request object of this call, as it stood there. */
export function memberOfRequest(ctx: ProviderContext, name: string): unknown {
  return kept.get(ctx)?.claims[name];
}

/** RFC 9101 §10.8: a JWT that says of itself to be something else is no request. Absent is taken: OpenID Connect has none. */
const kinds: ReadonlySet<unknown> = new Set([undefined, 'jwt', 'oauth-authz-req+jwt']);

const longestSeconds = { member: 600, registered: 3600 };

/** Called with what a request object says, before its signature is checked; nothing is written down yet. */
export function judgeRequestObject(clock: Clock) {
  return async (
    ctx: ProviderContext,
    claims: Claims,
    header: { readonly typ?: unknown },
    client: ProviderClient,
  ): Promise<void> => {
    if (holdsNul(JSON.stringify(claims))) throw refusal('the request object holds U+0000');
    // One that was pushed was judged then, and the library lets it be used once (RFC 9126 §4).
    const pushed = 'PushedAuthorizationRequest' in ctx.oidc.entities;
    kept.set(ctx, { claims, once: pushed ? undefined : judged(claims, header, client, clock.now()) });
  };
}

function judged(
  { jti, exp, sub }: Claims,
  { typ }: { readonly typ?: unknown },
  { clientId, requireSignedRequestObject: member }: ProviderClient,
  now: number,
): Kept['once'] {
  if (!kinds.has(typeof typ === 'string' ? typ.toLowerCase() : typ))
    throw refusal('typ of a request object is oauth-authz-req+jwt, JWT or left out');
  // Else a client assertion would pass for a request, and the other way round (RFC 9101 §10.8).
  if (sub === clientId || (member && sub !== undefined)) throw refusal('a request object has no sub');
  if (jti === undefined && !member) return undefined;
  // OpenID Federation 1.0 §12.1.1.1 demands both of a member.
  if (typeof jti !== 'string' || typeof exp !== 'number')
    throw refusal('the request object needs jti and exp, or, of a registered client, no jti');
  const longest = longestSeconds[member ? 'member' : 'registered'];
  if (exp * 1000 > now + longest * 1000) throw refusal('the request object holds for too long');
  return { id: sha256(`${clientId} ${jti}`).toString('base64url'), until: exp * 1000 };
}

/** Called once the signature was checked: so no stranger uses up an id, or fills the database with them. */
export function useUpRequestObject(entries: ProtocolEntries) {
  return async (ctx: ProviderContext): Promise<void> => {
    const { once } = kept.get(ctx) ?? {};
    if (once === undefined) return;
    if (!(await entries.firstUse('RequestObject', once.id, once.until)))
      throw refusal('the request object was used before');
  };
}

function refusal(sentence: string): Error {
  return new errors.InvalidRequestObject(sentence);
}
