import type { CaseEvent, Subject } from '../domain/event.ts';
import type { Producer } from '../domain/producer.ts';
import type { Question } from '../domain/question.ts';
import type { EventReader, ProducerStore } from '../store/store.ts';

export interface SubjectAnswer {
  readonly subject: Subject;
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

export type AskOutcome =
  | { readonly kind: 'answered'; readonly producer: Producer; readonly answers: readonly SubjectAnswer[] }
  | { readonly kind: 'unknown-producer' };

/** One answer for each subject, in the order asked; who may ask about whom has been settled before. */
export async function askProducer(
  store: EventReader & Pick<ProducerStore, 'producer'>,
  producerId: string,
  question: Question,
): Promise<AskOutcome> {
  const producer = await store.producer(producerId);
  if (producer === undefined) return { kind: 'unknown-producer' };
  const { filter, sort, slice } = question;
  const answers: SubjectAnswer[] = [];
  for (const subject of question.subjects) {
    const asked = { producer: producerId, subject, filter, sort, ...(slice !== undefined && { slice }) };
    answers.push({ subject, ...(await store.ask(asked)) });
  }
  return { kind: 'answered', producer, answers };
}
