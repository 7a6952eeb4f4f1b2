import type { Producer } from './domain/producer.ts';
import type { Question } from './domain/question.ts';
import type { ImportHistoryOutcome, ImportHistoryRequest } from './import/import-history.ts';
import type { AskOutcome } from './use-cases/ask-producer.ts';

export type { CaseEvent, CaseReference, Customer, Subject } from './domain/event.ts';
export type { Producer } from './domain/producer.ts';
export type { EventFilter, Question, SortKey } from './domain/question.ts';
export type { ImportHistoryOutcome, ImportHistoryRequest } from './import/import-history.ts';
export type { AskOutcome, SubjectAnswer } from './use-cases/ask-producer.ts';

/** The id under which other rooms name this one in `needs`. */
export const minaArendenId = 'blocks/mina-arenden';

/** What Mina ärenden offers the other rooms and the programs. The asking one sees to its own right to ask, and to its audit. */
export interface CaseOffer {
  /** What a producer that is kept here answers. */
  ask(producer: string, question: Question): Promise<AskOutcome>;
  producer(id: string): Promise<Producer | undefined>;
  /** Whether one who holds these permissions at the producer may see events of the type. */
  permits(producer: string, codes: readonly string[], type: string): Promise<boolean>;
  /** Loads a producer's history from a file. */
  importHistory(request: ImportHistoryRequest): Promise<ImportHistoryOutcome>;
}
