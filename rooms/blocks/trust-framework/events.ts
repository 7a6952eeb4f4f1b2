import type { EventDefinition } from '@ena/kernel/events/event.ts';
import { Type } from 'typebox';

const entity = { orgnr: Type.String(), entityId: Type.String() };

export const entityRegistered = {
  name: 'trust-framework.entity.registered',
  schema: Type.Object({ ...entity, organisationName: Type.String() }),
  summary: 'The operator has registered an organisation or replaced its federation keys.',
} satisfies EventDefinition;

export const entityRevoked = {
  name: 'trust-framework.entity.revoked',
  schema: Type.Object(entity),
  summary: 'The operator has revoked an organisation: nothing is served about it any more.',
} satisfies EventDefinition;

export const metadataChanged = {
  name: 'trust-framework.metadata.changed',
  schema: Type.Object({ ...entity, expiresAt: Type.String() }),
  summary: 'An organisation has published a new entity configuration.',
} satisfies EventDefinition;

export const federationKeysChanged = {
  name: 'trust-framework.federation-keys.changed',
  schema: Type.Object({ ...entity, added: Type.Array(Type.String()), removed: Type.Array(Type.String()) }),
  summary: 'An organisation has itself changed which keys may sign its configuration (kids of the keys).',
} satisfies EventDefinition;

export const anchorKeysRotated = {
  name: 'trust-framework.anchor-keys.rotated',
  schema: Type.Object({ step: Type.String(), kids: Type.Array(Type.String()) }),
  summary: "The anchor's signing keys have gone one step: announced, promoted or withdrawn.",
} satisfies EventDefinition;

export const trustFrameworkEvents: readonly EventDefinition[] = [
  entityRegistered,
  entityRevoked,
  metadataChanged,
  federationKeysChanged,
  anchorKeysRotated,
];
