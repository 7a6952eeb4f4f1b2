import { prefixedId } from '@ena/kernel/id.ts';
import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { ForeignIdentity } from '../domain/foreign-identity.ts';
import type { MatchCase } from '../domain/match-case.ts';
import { decideMatch } from '../domain/matching.ts';
import type { MatchCases } from '../store/store.ts';
import type { PersonRegister } from './person-register.ts';

export interface MatchTools {
  readonly register: PersonRegister;
  readonly matches: MatchCases;
  readonly clock: Clock;
  readonly threshold: number;
}

export type MatchPersonOutcome =
  | { readonly kind: 'answered'; readonly match: MatchCase; readonly why: string | undefined }
  | { readonly kind: 'birth-date-impossible' };

/** Looks for the person behind a foreign identity. Every question is kept, with what was answered and why. */
export async function matchPerson(
  tools: MatchTools,
  askedBy: string,
  identity: ForeignIdentity,
): Promise<MatchPersonOutcome> {
  const now = tools.clock.now();
  if (!isPastDay(identity.birthDate, swedishDate(now))) return { kind: 'birth-date-impossible' };
  const born = await tools.register.bornOn(identity.birthDate);
  const decision = decideMatch(identity, born, tools.threshold);
  const match: MatchCase = {
    id: prefixedId('match', now),
    askedBy,
    identity,
    outcome: decision.kind,
    candidates: decision.candidates,
    personalNumber: decision.kind === 'matched' ? decision.candidate.personalNumber : undefined,
    decidedBy: undefined,
    reason: undefined,
    madeAt: now,
    decidedAt: undefined,
  };
  await tools.matches.add(match);
  return { kind: 'answered', match, why: decision.kind === 'manual' ? decision.why : undefined };
}

function isPastDay(day: string, today: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day && day <= today;
}
