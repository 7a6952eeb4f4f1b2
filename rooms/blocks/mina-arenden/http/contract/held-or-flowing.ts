import { Readable } from 'node:stream';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { AnswerPart } from '../../domain/answer-part.ts';
import { weightOf } from '../../domain/weight.ts';
import type { Fraga } from '../../wire/kundhandelse-fraga.ts';
import { type AnswerForSubject, renderSvar } from '../../wire/kundhandelse-svar.ts';
import { writeSvar } from '../../wire/kundhandelse-svar-text.ts';

/** In characters; what is lighter is answered whole, and its faults are answered as such. */
const heaviestHeld = 1_000_000;

export interface Svar {
  readonly producerName: string;
  readonly fraga: Fraga;
  readonly wantedLanguage: string | undefined;
}

/**
 * The answer as one object, or, where it is too large to be held, as a text that flows: at no time more than a batch of
 * events and what the reader has not taken yet. Where that breaks off the connection is cut, so that half an answer is
 * never taken for a whole one.
 */
export async function svarOf(
  parts: AsyncGenerator<AnswerPart>,
  { producerName, fraga, wantedLanguage }: Svar,
  log: Logger,
  heaviest = heaviestHeld,
): Promise<RoomReply> {
  const { head, isWhole } = await headOf(parts, heaviest);
  if (isWhole) return { status: 200, body: renderSvar(producerName, whole(head), fraga, wantedLanguage) };
  const text = writeSvar(producerName, joined(head, parts, log), fraga, wantedLanguage);
  const body = Readable.from(text, { objectMode: false });
  return { status: 200, contentType: 'application/json; charset=utf-8', body };
}

async function headOf(
  parts: AsyncGenerator<AnswerPart>,
  heaviest: number,
): Promise<{ readonly head: AnswerPart[]; readonly isWhole: boolean }> {
  const head: AnswerPart[] = [];
  let weight = 0;
  while (weight <= heaviest) {
    const next = await parts.next();
    if (next.done) return { head, isWhole: true };
    head.push(next.value);
    if (next.value.kind === 'events') for (const event of next.value.events) weight += weightOf(event);
  }
  return { head, isWhole: false };
}

function whole(parts: readonly AnswerPart[]): readonly AnswerForSubject[] {
  const answers: (AnswerForSubject & { events: AnswerForSubject['events'][number][] })[] = [];
  for (const part of parts) {
    if (part.kind === 'subject') answers.push({ subject: part.subject, total: part.total, events: [] });
    else answers.at(-1)?.events.push(...part.events);
  }
  return answers;
}

async function* joined(
  head: AnswerPart[],
  rest: AsyncGenerator<AnswerPart>,
  log: Logger,
): AsyncGenerator<AnswerPart> {
  try {
    yield* head.splice(0);
    yield* rest;
  } catch (error) {
    log.error({ err: error }, 'an answer broke off');
    throw error;
  } finally {
    await rest.return(undefined);
  }
}
