import type { AnswerPart } from '../domain/answer-part.ts';
import type { Producer } from '../domain/producer.ts';
import type { Question } from '../domain/question.ts';
import type { EventReader, ProducerStore } from '../store/store.ts';

export type AnswerInPartsOutcome =
  | {
      readonly kind: 'answered';
      readonly producer: Producer;
      /** Read once; each subject is asked about when its turn comes. */
      readonly parts: AsyncGenerator<AnswerPart>;
    }
  | { readonly kind: 'unknown-producer' };

type Store = Pick<EventReader, 'askInParts'> & Pick<ProducerStore, 'producer'>;

/** What `askProducer` answers, for one who passes it on as it comes. */
export async function answerInParts(
  store: Store,
  producerId: string,
  question: Question,
): Promise<AnswerInPartsOutcome> {
  const producer = await store.producer(producerId);
  if (producer === undefined) return { kind: 'unknown-producer' };
  return { kind: 'answered', producer, parts: partsOf(store, producerId, question) };
}

async function* partsOf(
  store: Store,
  producer: string,
  { subjects, filter, sort, slice }: Question,
): AsyncGenerator<AnswerPart> {
  for (const subject of subjects) {
    const asked = { producer, subject, filter, sort, ...(slice !== undefined && { slice }) };
    const { total, batches } = await store.askInParts(asked);
    yield { kind: 'subject', subject, total };
    for await (const events of batches) yield { kind: 'events', events };
  }
}
