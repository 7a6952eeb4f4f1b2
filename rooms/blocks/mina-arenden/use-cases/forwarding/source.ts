import type { Doubt, FailureReason } from '../../domain/forwarding/failure.ts';
import type { AskedAbout, Claimed } from '../../domain/forwarding/judge-answer.ts';
import type { AskFilter, Slice, SortKey } from '../../domain/question.ts';

/** What one producer is asked. */
export interface SourceQuestion {
  readonly about: readonly AskedAbout[];
  /** What narrows beside the types of `about`. */
  readonly filter: Omit<AskFilter, 'types'>;
  readonly sort: readonly SortKey[];
  /** From the first on; absent: everything. */
  readonly slice?: Slice;
  /** Whether what is no part of the standard is wanted too, where the producer is kept here. */
  readonly beyondStandard?: boolean;
  /** Whether the first events will do where they are too many to be held, if the producer is kept here. */
  readonly mayBeCut?: boolean;
}

/** The circumstances of a question, which follow it along the chain. */
export interface SourceCall {
  /** The person who asks, twelve digits. */
  readonly user: string;
  readonly correlationId: string;
  readonly wantedLanguage?: string;
  readonly requestId: string;
  /** After this long nobody waits for the answer. */
  readonly withinMs: number;
  /** Nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

export type Sourced =
  | { readonly kind: 'answered'; readonly answers: readonly Claimed[]; readonly doubts: readonly Doubt[] }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

/** A producer, wherever it is. Its answer has been judged: it holds one entry for each of `about`, in that order. */
export interface Source {
  ask(question: SourceQuestion, call: SourceCall): Promise<Sourced>;
}
