import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

const counted = Type.Object({ producer: Type.String(), events: Type.Integer({ minimum: 1 }) });

export const eventsLoaded = {
  name: 'mina-arenden.events.loaded',
  schema: counted,
  summary:
    'A producer has loaded customer events, new ones or in place of others; says how many, not about whom.',
} satisfies EventDefinition;

export const eventsRemoved = {
  name: 'mina-arenden.events.removed',
  schema: counted,
  summary: 'A producer has taken customer events away; says how many, not about whom.',
} satisfies EventDefinition;

export const eventsRetracted = {
  name: 'mina-arenden.events.retracted',
  schema: counted,
  summary:
    'A producer has taken back customer events as mistaken; says how many, not about whom or for what reason.',
} satisfies EventDefinition;

export const eventsReinstated = {
  name: 'mina-arenden.events.reinstated',
  schema: counted,
  summary: 'Retracted customer events have been loaded again and stand; says how many, not about whom.',
} satisfies EventDefinition;

export const answerDoubted = {
  name: 'mina-arenden.answer.doubted',
  schema: Type.Object({
    producer: Type.String(),
    doubt: Type.String({ enum: ['foreign-subject', 'foreign-type', 'clock', 'date'] }),
    /** None where it is the answer's date. */
    events: Type.Integer({ minimum: 0 }),
  }),
  summary:
    'A producer elsewhere has told what is not its to tell, which was left out; or something as yet to come, or its clock is wrong, and the answer was kept.',
} satisfies EventDefinition;

export const producerPaused = {
  name: 'mina-arenden.producer.paused',
  schema: Type.Object({ producer: Type.String(), reason: Type.String() }),
  summary: 'A producer elsewhere fails again and again, and is not asked for a while.',
} satisfies EventDefinition;

export const producerResumed = {
  name: 'mina-arenden.producer.resumed',
  schema: Type.Object({ producer: Type.String() }),
  summary: 'A producer elsewhere that was not asked for a while answers again.',
} satisfies EventDefinition;

export const caseEvents: readonly EventDefinition[] = [
  answerDoubted,
  producerPaused,
  producerResumed,
  eventsRetracted,
  eventsReinstated,
  eventsLoaded,
  eventsRemoved,
];
