import { Readable } from 'node:stream';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { svarOf } from '../../rooms/blocks/mina-arenden/http/contract/held-or-flowing.ts';
import { answerInParts } from '../../rooms/blocks/mina-arenden/use-cases/answer-in-parts.ts';
import type { Place } from './place.ts';
import { parsed, person, question } from './shape.ts';

export interface LargeAnswer {
  readonly seconds: number;
  readonly characters: number;
  /** How much more memory the process held at the most than before the question. */
  readonly grownMiB: number;
}

const prolific = { id: 'stor', prefix: 'STOR', name: 'Storköpings kommun', organisation: '2120000829' };

/** Everything that one producer holds about one person with so many events, not paged. */
export async function measureLargeAnswer({ store }: Place, events: number): Promise<LargeAnswer> {
  await store.register({ ...prolific, registeredAt: 0 }, 'stor');
  const customer = { id: person(0), kind: 'person' } as const;
  for (let from = 0; from < events; from += 1000) {
    const some = Array.from({ length: Math.min(1000, events - from) }, (_, i) => parsed(from + i));
    await store.load(
      prolific.id,
      some.map((event) => ({ ...event, subject: { customer } })),
    );
  }
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const outcome = await answerInParts(store, prolific.id, question(0));
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  const fraga = { parter: [{ kund: { identifierare: person(0), typ: 'Personnummer' } }] };
  const svar = { producerName: prolific.name, fraga, wantedLanguage: undefined };
  const { body } = await svarOf(outcome.parts, svar, silentLogger);
  if (!(body instanceof Readable)) throw new Error('the answer was held');
  let characters = 0;
  let most = before;
  for await (const piece of body) {
    characters += String(piece).length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - began) / 1000;
  return { seconds, characters, grownMiB: (most - before) / 1_048_576 };
}
