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

const trustMark = {
  entityId: Type.String(),
  type: Type.String({ description: 'Identifier of the type, a URL' }),
  markId: Type.String(),
};

export const trustMarkIssued = {
  name: 'trust-framework.trust-mark.issued',
  schema: Type.Object(trustMark),
  summary: 'A trust mark was issued: every requirement of its type has evidence.',
} satisfies EventDefinition;

export const trustMarkRenewed = {
  name: 'trust-framework.trust-mark.renewed',
  schema: Type.Object(trustMark),
  summary: 'A trust mark was signed anew with a later end.',
} satisfies EventDefinition;

export const trustMarkSuspended = {
  name: 'trust-framework.trust-mark.suspended',
  schema: Type.Object(trustMark),
  summary: 'A trust mark does not count until it is resumed.',
} satisfies EventDefinition;

export const trustMarkResumed = {
  name: 'trust-framework.trust-mark.resumed',
  schema: Type.Object(trustMark),
  summary: 'A suspended trust mark was signed anew and counts again.',
} satisfies EventDefinition;

export const trustMarkRevoked = {
  name: 'trust-framework.trust-mark.revoked',
  schema: Type.Object(trustMark),
  summary: 'A trust mark was revoked for good.',
} satisfies EventDefinition;

export const memberChanged = {
  name: 'trust-framework.member.changed',
  schema: Type.Object({ entityId: Type.String(), state: Type.String() }),
  summary: 'An entity beside the connectors (hosted, or outside) was registered, changed or revoked.',
} satisfies EventDefinition;

export const anchorRulesChanged = {
  name: 'trust-framework.anchor-rules.changed',
  schema: Type.Object({ revision: Type.Integer() }),
  summary: 'The operator has changed the metadata policy or the constraints for all beneath the anchor.',
} satisfies EventDefinition;

export const trustMarkKeysRotated = {
  name: 'trust-framework.trust-mark-keys.rotated',
  schema: Type.Object({ party: Type.String(), step: Type.String(), kids: Type.Array(Type.String()) }),
  summary:
    'The keys of the issuer or the owner of trust marks have gone one step: announced, promoted or withdrawn.',
} satisfies EventDefinition;

export const trustFrameworkEvents: readonly EventDefinition[] = [
  entityRegistered,
  entityRevoked,
  metadataChanged,
  federationKeysChanged,
  anchorKeysRotated,
  memberChanged,
  anchorRulesChanged,
  trustMarkIssued,
  trustMarkRenewed,
  trustMarkSuspended,
  trustMarkResumed,
  trustMarkRevoked,
  trustMarkKeysRotated,
];
