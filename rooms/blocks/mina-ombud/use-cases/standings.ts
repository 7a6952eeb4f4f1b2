import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import type { PresentedContext } from '../domain/presented-context.ts';
import type { MandateReader } from '../store/store.ts';

/*
 * Ended mandates of a producer elsewhere come in no list: its contract has none. A connector that is sent such a
 * context asks here, and the producer is asked about each mandate in it. It asks about those in this database too on a
 * day when more end than a list can name. Only who has a fresh context that the relying party signed can ask.
 */

export interface StandingTools {
  readonly clock: Clock;
  /** Entity id of the trust anchor. */
  readonly issuer: string;
  /** Read at each use: keys rotate. */
  readonly keys: { readonly signing: SigningKey };
  readonly keysOf: (relyingParty: string) => Promise<readonly object[] | undefined>;
  readonly store: Pick<MandateReader, 'find'>;
  readonly ask: (relyingParty: string, mandate: string) => Promise<Standing>;
}

type Standing = 'here' | 'in-force' | 'ended' | 'unknown';

export type StandingOutcome =
  | { readonly kind: 'told'; readonly jwt: string }
  | { readonly kind: 'context-unproven' | 'producer-away' };

export interface Standings {
  of(context: PresentedContext, nonce: string): Promise<StandingOutcome>;
}

/** Connectors keep an answer for as long again, and a producer has three seconds: in all below ten. */
const keptForMs = 3 * second;
const mostKept = 10_000;
/** Of one context; each is a question to the producer. */
const mostMandates = 50;
/** Beyond the age at which a connector refuses, and what clocks differ. */
const freshForMs = 15 * minute;
const aheadMs = minute;

export function openStandings(tools: StandingTools): Standings {
  const { clock, keys, issuer } = tools;
  const standing = remembering(tools);
  return {
    of: async (context, nonce) => {
      const { relyingParty, mandates } = context;
      if (!(await isProven(context, tools))) return { kind: 'context-unproven' };
      const standings = await Promise.all(mandates.map((id) => standing(relyingParty, id)));
      if (standings.some((one) => one === 'unknown')) return { kind: 'producer-away' };
      const ended = mandates.filter((_, i) => standings[i] === 'ended');
      const iat = Math.floor(clock.now() / 1000);
      const claims = { iss: issuer, sub: relyingParty, iat, exp: iat + 60, nonce, ended };
      return { kind: 'told', jwt: await signJwt('ena-mandate-standing+jwt', claims, keys.signing) };
    },
  };
}

async function isProven(context: PresentedContext, { clock, keysOf }: StandingTools): Promise<boolean> {
  const age = clock.now() - context.at;
  if (!(age <= freshForMs && age >= -aheadMs) || context.mandates.length > mostMandates) return false;
  const keys = (await keysOf(context.relyingParty)) ?? [];
  return verifyDetached(context.payload, context.signature, readKeySet({ keys })).ok;
}

/** Many calls with the same mandate in the same seconds are one question. An answer that did not come is not kept. */
function remembering(tools: StandingTools) {
  const { clock } = tools;
  const kept = new Map<string, { readonly at: number; readonly standing: Promise<Standing> }>();
  return (relyingParty: string, mandate: string): Promise<Standing> => {
    const key = `${relyingParty} ${mandate}`;
    const now = clock.now();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < keptForMs && now >= known.at) return known.standing;
    if (kept.size >= mostKept) kept.clear();
    const standing = standingOf(tools, relyingParty, mandate);
    const entry = { at: now, standing };
    kept.set(key, entry);
    const forget = () => {
      if (kept.get(key) === entry) kept.delete(key);
    };
    standing.then((told) => told === 'unknown' && forget(), forget);
    return standing;
  };
}

/** A mandate that nobody knows is no mandate. */
async function standingOf(
  { ask, store }: StandingTools,
  relyingParty: string,
  id: string,
): Promise<Standing> {
  const told = await ask(relyingParty, id);
  if (told !== 'here') return told;
  const mandate = (await store.find(id))?.mandate;
  const isInForce = mandate?.relyingParty.id === relyingParty && mandate.ended === undefined;
  return isInForce ? 'in-force' : 'ended';
}
