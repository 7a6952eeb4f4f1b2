import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const deliveryImported = {
  name: 'company.delivery.imported',
  schema: Type.Object({
    kind: Type.Union([Type.Literal('bolagsverket'), Type.Literal('scb')]),
    rows: Type.Integer(),
    rejected: Type.Integer(),
  }),
  summary: 'A whole bulk file has been taken in; names and legal forms may have changed',
} as const satisfies EventDefinition;

export const events: readonly EventDefinition[] = [deliveryImported];
