import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

const organisation = Type.Object({ organisationId: Type.Integer(), name: Type.String() });

export const organisationRegistered = {
  name: 'feedback.organisation.registered',
  schema: organisation,
  summary: 'An organisation may collect feedback on its domains.',
} satisfies EventDefinition;

export const organisationUnregistered = {
  name: 'feedback.organisation.unregistered',
  schema: organisation,
  summary: 'An organisation collects no more feedback; its key is gone, what was collected stays.',
} satisfies EventDefinition;

export const feedbackEvents: readonly EventDefinition[] = [organisationRegistered, organisationUnregistered];
