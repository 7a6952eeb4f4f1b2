import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';
import { relationChangedEvent } from './index.ts';

export const relationChanged = {
  name: relationChangedEvent,
  schema: Type.Object({ id: Type.String() }),
  summary: 'A relation by which one person may act for another came or went.',
} satisfies EventDefinition;

export const personEvents: readonly EventDefinition[] = [relationChanged];
