import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const logInconsistent = {
  name: 'traceability.log.inconsistent',
  schema: Type.Object({
    id: Type.String(),
    origin: Type.String(),
    orgnr: Type.String(),
    kind: Type.Union([Type.Literal('fork'), Type.Literal('unproven')]),
    size: Type.Integer(),
  }),
  summary: 'An organisation has signed a checkpoint of its log that does not follow from an earlier one.',
} satisfies EventDefinition;

export const traceabilityEvents: readonly EventDefinition[] = [logInconsistent];
