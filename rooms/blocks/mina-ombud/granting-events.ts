import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

/** What templates and granting tell of, without persons. */
export const templateChanged = {
  name: 'mina-ombud.template.changed',
  schema: Type.Object({
    id: Type.String(),
    version: Type.Integer(),
    state: Type.String(),
    change: Type.String(),
  }),
  summary: 'A template was made, revised, published, unpublished, blocked or adopted.',
} satisfies EventDefinition;

export const proposalMoved = {
  name: 'mina-ombud.proposal.moved',
  schema: Type.Object({
    id: Type.String(),
    relyingParty: Type.String(),
    state: Type.String(),
    change: Type.String(),
  }),
  summary: 'A mandate in the making has taken a step: drafted, requested, signed, declined and so on.',
} satisfies EventDefinition;

export const mandateRegistered = {
  name: 'mina-ombud.mandate.registered',
  schema: Type.Object({ id: Type.String(), relyingParty: Type.String() }),
  summary: 'The last signature that was needed has come, and the mandate is registered.',
} satisfies EventDefinition;

export const grantingEvents: readonly EventDefinition[] = [templateChanged, proposalMoved, mandateRegistered];
