import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const entrySaved = {
  name: 'mina-arenden.entry.saved',
  schema: Type.Object({ id: Type.String() }),
  summary: 'The operator has saved an entry.',
} satisfies EventDefinition;

export const minaArendenEvents: readonly EventDefinition[] = [entrySaved];
