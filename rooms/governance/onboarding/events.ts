import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

export const matterMoved = {
  name: 'onboarding.matter.moved',
  schema: Type.Object({
    id: Type.String(),
    kind: Type.String(),
    orgnr: Type.String(),
    step: Type.String(),
    state: Type.String(),
  }),
  summary: 'A matter of joining has taken a step: an application, a contact, a service or a trust mark.',
} satisfies EventDefinition;

export const onboardingEvents: readonly EventDefinition[] = [matterMoved];
