import { hour, rfc3339 } from '@ena/kernel/time.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { WitnessPusher } from '../evidence/witness-pusher.ts';
import type { OwnEntity } from '../identity/own-entity.ts';

/** Hub silent for longer than this is worth a sentence. */
const silentMs = 3 * 60_000;
/** Statements closer to their end than this are ageing. */
const ageing = 24 * hour;

/** What is degraded, one sentence each; exchanges go on in every one of these states but those that say otherwise. */
export function diagnose(
  context: ConnectorContext,
  own: OwnEntity,
  witness: WitnessPusher,
): readonly string[] {
  const now = context.clock.now();
  const reasons: string[] = [];
  const { hubAnsweredAt, hubProblem } = context.trust;
  if (hubProblem !== undefined || now - hubAnsweredAt > silentMs) {
    const since =
      hubAnsweredAt === 0
        ? 'has not answered since this connector started'
        : `last answered at ${rfc3339(hubAnsweredAt)}`;
    reasons.push(`The hub ${since}; statements already fetched are used until they expire.`);
  }
  const partners = context.trust.all();
  const soonest = Math.min(...partners.map((entity) => entity.expiresAt));
  if (partners.length > 0 && soonest - now < ageing)
    reasons.push(`Statements are ageing: the first expires at ${rfc3339(soonest)}.`);
  if (own.problem !== undefined)
    reasons.push(`The own entity configuration is not published: ${own.problem}.`);
  if (witness.problem !== undefined)
    reasons.push(`Newest log entries lack their time stamp: ${witness.problem}.`);
  if (now < context.replay.blockedUntil)
    reasons.push(
      `The machine went down unexpectedly; messages are taken again at ${rfc3339(context.replay.blockedUntil)}.`,
    );
  if (context.mandates.isUsed() && context.mandates.problem !== undefined)
    reasons.push(
      `Which mandates have ended is not known: ${context.mandates.problem}; calls with one are soon refused.`,
    );
  const blocked = context.evidence.blockedBy();
  if (blocked !== undefined)
    reasons.push(`The evidence log refuses entries (${blocked}); exchanges are refused until there is room.`);
  const { lostKeys } = context.evidence;
  if (lostKeys > 0)
    reasons.push(
      `${lostKeys} of the keys of records cannot be read; what was recorded under them is unreadable, the log is unharmed.`,
    );
  if (context.evidence.index.problem !== undefined)
    reasons.push(
      `New exchanges are on record, but not yet found by id: the index cannot be written (${context.evidence.index.problem}).`,
    );
  return reasons;
}
