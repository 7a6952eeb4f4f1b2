import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const entrySaved = {
  name: 'indexing.entry.saved',
  schema: Type.Object({ id: Type.String() }),
  summary: 'The operator has saved an entry.',
} satisfies EventDefinition;

export const indexingEvents: readonly EventDefinition[] = [entrySaved];
