import { asObject } from '../verify/json.ts';
import type { CaseParty, MyEvent, NamedProducer } from './event.ts';

/** What an overview is asked for; everything may be left out. */
export interface OverviewQuestion {
  /** `ref` of a party; absent: the person herself. */
  readonly for?: string;
  /** Ids of producers; absent: all that may hold something. */
  readonly producers?: readonly string[];
  /** Names of event types or their beginnings. */
  readonly types?: readonly string[];
  /** `ref` of a case, or of an event that names none. */
  readonly case?: string;
  /** Words that all stand in the event. */
  readonly text?: string;
  /** Newest events of each producer, at most 1,000. */
  readonly limit?: number;
}

export type FailureReason = 'too-slow' | 'unreachable' | 'refused' | 'broken-answer' | 'paused';

export interface OverviewAnswer {
  readonly kind: 'answer';
  readonly producer: NamedProducer;
  readonly events: readonly MyEvent[];
  readonly total: number;
}

export interface OverviewFailure {
  readonly kind: 'failure';
  readonly producer: NamedProducer;
  readonly reason: FailureReason;
}

/** What comes after `asked`; the last is always `end` or `broken`. */
export type OverviewLine =
  | OverviewAnswer
  | OverviewFailure
  | { readonly kind: 'end'; readonly complete: boolean }
  /** The answer stopped, or turned into something else, before its end. */
  | { readonly kind: 'broken' };

export interface Overview {
  readonly for: CaseParty;
  readonly producers: readonly NamedProducer[];
  /** May hold something too; `producers` of the question left them out. */
  readonly others: readonly NamedProducer[];
  /** To be read once, to its end or until it is left. */
  readonly lines: AsyncIterable<OverviewLine>;
}

type Asked = Omit<Overview, 'lines'>;

export function askedIn(json: unknown): Asked | undefined {
  const line = asObject(json) as (Asked & { readonly kind?: unknown }) | undefined;
  if (line?.kind !== 'asked' || asObject(line.for) === undefined || !isListOf(line.producers, isProducer))
    return undefined;
  const others = isListOf(line.others, isProducer) ? line.others : [];
  return { for: line.for, producers: line.producers, others };
}

/** A line that says something known; `undefined` for a kind that is newer than we are. */
export function lineIn(json: unknown): OverviewLine | undefined {
  const line = asObject(json) as OverviewLine | undefined;
  switch (line?.kind) {
    case 'answer':
      return isProducer(line.producer) && isListOf(line.events, isEvent) ? line : { kind: 'broken' };
    case 'failure':
      return isProducer(line.producer) ? line : { kind: 'broken' };
    case 'end':
      return line;
    default:
      return line === undefined ? { kind: 'broken' } : undefined;
  }
}

function isListOf(list: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(isOne);
}

function isProducer(value: unknown): boolean {
  const { id, name } = (asObject(value) ?? {}) as Partial<NamedProducer>;
  return typeof id === 'string' && typeof name === 'string';
}

function isEvent(value: unknown): boolean {
  const event = (asObject(value) ?? {}) as Partial<MyEvent>;
  const texts = [event.ref, event.title, event.description, event.at, event.type, event.language];
  return texts.every((text) => typeof text === 'string') && isProducer(event.producer);
}
