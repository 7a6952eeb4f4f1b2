import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

/** Events name mandates by id, never the parties. */
export const mandateEnded = {
  name: 'mina-ombud.mandate.ended',
  schema: Type.Object({
    id: Type.String(),
    relyingParty: Type.String(),
    by: Type.String({ enum: ['grantor', 'holder', 'relying-party', 'delegator'] }),
    at: Type.Integer({ description: 'Milliseconds since the epoch' }),
  }),
  summary: 'A mandate was revoked, returned or invalidated, or fell with the one it was passed on from.',
} satisfies EventDefinition;

export const mandateExpiring = {
  name: 'mina-ombud.mandate.expiring',
  schema: Type.Object({
    id: Type.String(),
    relyingParty: Type.String(),
    validTo: Type.String({ description: 'The last day' }),
    reminder: Type.String({ enum: ['30-days', '7-days'] }),
  }),
  summary: 'A mandate is about to run out: once when thirty days are left, once when seven are.',
} satisfies EventDefinition;

export const lifeEvents: readonly EventDefinition[] = [mandateEnded, mandateExpiring];
