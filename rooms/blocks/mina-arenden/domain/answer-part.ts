import type { CaseEvent, Subject } from './event.ts';

/** Of an answer, in its order: a subject, then its events. */
export type AnswerPart =
  | { readonly kind: 'subject'; readonly subject: Subject; readonly total: number }
  | { readonly kind: 'events'; readonly events: readonly CaseEvent[] };
