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

export const caseEvents: readonly EventDefinition[] = [eventsLoaded, eventsRemoved];
