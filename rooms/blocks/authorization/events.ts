import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const clientChanged = {
  name: 'authorization.client.changed',
  schema: Type.Object({ id: Type.String(), change: Type.String() }),
  summary:
    'The operator has registered, changed or removed a client (change: registered, replaced, removed).',
} satisfies EventDefinition;

export const neighbourChanged = {
  name: 'authorization.neighbour.changed',
  schema: Type.Object({ name: Type.String(), change: Type.String() }),
  summary: 'The operator has registered, changed or removed a neighbouring authorization server.',
} satisfies EventDefinition;

export const authorizationEvents: readonly EventDefinition[] = [clientChanged, neighbourChanged];
