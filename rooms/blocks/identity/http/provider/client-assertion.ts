import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { errors, type ProviderContext } from 'oidc-provider';

type Claims = Readonly<Record<string, unknown>>;

/** A JWT that says of itself to be something else is no client assertion; those that say nothing are taken. */
const kinds: ReadonlySet<unknown> = new Set([undefined, 'jwt', 'client-authentication+jwt']);

/** Five minutes, and one for the clocks. One that was lost is of use so long, and its id is remembered so long. */
const longestMs = 360_000;

/** Called with a client assertion whose signature, issuer and audience were checked, before its id is used up. */
export function judgeClientAssertion(clock: Clock) {
  return async (
    _ctx: ProviderContext,
    claims: Claims,
    { typ }: { readonly typ?: unknown },
  ): Promise<void> => {
    if (!kinds.has(typeof typ === 'string' ? typ.toLowerCase() : typ))
      throw new errors.InvalidClientAuth('typ of the client assertion is of something else');
    if (holdsNul(JSON.stringify(claims))) throw new errors.InvalidClientAuth('the assertion holds U+0000');
    const { exp } = claims;
    if (typeof exp !== 'number' || exp * 1000 > clock.now() + longestMs)
      throw new errors.InvalidClientAuth('the client assertion lives too long');
  };
}
