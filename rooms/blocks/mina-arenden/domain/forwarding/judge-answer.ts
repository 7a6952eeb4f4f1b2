import { minute } from '@ena/kernel/time.ts';
import type { CaseEvent, Subject } from '../event.ts';
import type { Producer } from '../producer.ts';
import type { Doubt } from './failure.ts';
import { isAsked } from './standing.ts';

/** What a producer elsewhere has told about one subject, before anybody has looked whether it may. */
export interface Claimed {
  readonly subject: Subject;
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

export interface AskedAbout {
  readonly subject: Subject;
  /** Empty: all types. */
  readonly types: readonly string[];
}

export interface AskedOf {
  readonly producer: Producer;
  readonly about: readonly AskedAbout[];
  /** Whether everything was asked for, and no page of it. */
  readonly whole: boolean;
}

/** `missing`: the answer says nothing about one of those asked about. */
export type Judged =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'judged';
      /** In the order asked. */
      readonly answers: readonly Claimed[];
      readonly doubts: readonly Doubt[];
    };

/** How far a producer's clock may be off. */
const clockSkew = 5 * minute;

/**
 * Keeps what was asked for and is the producer's to tell: entries about subjects that it was asked about, and in them
 * events of its own types. Whoever runs a producer can say anything about its own cases, and nothing about others'.
 */
export function judgeAnswer(
  { producer, about, whole }: AskedOf,
  claimed: readonly Claimed[],
  now: number,
): Judged {
  const bySubject = new Map<string, Claimed>();
  let foreignSubject = 0;
  const wanted = new Set(about.map(({ subject }) => subjectKey(subject)));
  for (const one of claimed) {
    const key = subjectKey(one.subject);
    if (wanted.has(key) && !bySubject.has(key)) bySubject.set(key, one);
    else foreignSubject += one.events.length;
  }
  let foreignType = 0;
  let ahead = 0;
  const answers: Claimed[] = [];
  for (const { subject, types } of about) {
    const found = bySubject.get(subjectKey(subject));
    if (found === undefined) return { kind: 'missing' };
    const own = found.events.filter(
      ({ type }) => type.startsWith(`${producer.prefix}.`) && isAsked(type, types),
    );
    const dropped = found.events.length - own.length;
    foreignType += dropped;
    ahead += own.filter(({ at }) => at > now + clockSkew).length;
    // Where it told too much its count is not believed either: it would tell how much there is of what is not to be seen.
    const counted = whole || dropped > 0;
    answers.push({ subject, events: own, total: counted ? own.length : Math.max(found.total, own.length) });
  }
  const doubts: readonly Doubt[] = [
    { kind: 'foreign-subject', events: foreignSubject },
    { kind: 'foreign-type', events: foreignType },
    { kind: 'clock', events: ahead },
  ];
  return { kind: 'judged', answers, doubts: doubts.filter(({ events }) => events > 0) };
}

/** One text for a subject, the same whoever wrote it down. Never logged. */
export function subjectKey({ customer, case: reference }: Subject): string {
  return JSON.stringify([customer?.kind, customer?.id, customer?.suffix, reference?.kind, reference?.id]);
}

/** By the clock of who answered (RFC 9110 §6.6.1). None for an answer without a date that can be read. */
export function doubtOfDate(date: string | undefined, now: number): readonly Doubt[] {
  const told = Date.parse(date ?? '');
  return Math.abs(told - now) > clockSkew ? [{ kind: 'date', events: 0 }] : [];
}
