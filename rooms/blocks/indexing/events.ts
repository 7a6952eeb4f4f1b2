import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

/** Published by the room that saw a change, for a producer of the area; the index receives it. */
export const changeAnnounced = {
  name: 'indexing.change.announced',
  schema: Type.Object(
    {
      area: Type.String(),
      producer: Type.String({ pattern: '^[0-9]{10}$' }),
      subject: Type.String({
        format: 'uuid',
        description: 'What `reference` of the offer answers; never the number itself',
      }),
      firstChange: Type.String({ format: 'date-time' }),
      lastChange: Type.String({ format: 'date-time' }),
    },
    { additionalProperties: false },
  ),
  summary: 'A producer holds something new about a subject; the index takes it in.',
} satisfies EventDefinition;

export const producerLeft = {
  name: 'indexing.producer.left',
  schema: Type.Object({ area: Type.String(), producer: Type.String() }),
  summary: 'A producer has left an area, and its pointers with it.',
} satisfies EventDefinition;

export const indexingEvents: readonly EventDefinition[] = [changeAnnounced, producerLeft];
