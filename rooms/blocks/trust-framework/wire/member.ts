import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { JsonMetadata } from '../domain/entity.ts';
import type { Member, MemberRegistration } from '../domain/member.ts';

const object = Type.Record(Type.String(), Type.Unknown());
const uri = Type.String({ format: 'uri', maxLength: 2048 });

/** Body of `POST /trust-framework/v1/members`. */
export const memberRegistration = Type.Object(
  {
    entityId: Type.String({
      maxLength: 255,
      description: 'https URL that names the entity in the federation',
    }),
    name: Type.String({ minLength: 1, maxLength: 200, description: 'Name of whoever runs it' }),
    orgnr: Type.Optional(Type.String({ pattern: '^[0-9]{10}$' })),
    jwks: Type.Object(
      { keys: Type.Array(object, { minItems: 1, maxItems: 10 }) },
      { description: 'Public federation keys, of any kind that the Swedish profile names' },
    ),
    intermediate: Type.Boolean({ description: 'Whether it has subordinates of its own' }),
    entityTypes: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20, description: 'What it says it is' }),
    ),
    metadata: Type.Optional(
      Type.Record(Type.String(), object, { description: "What overrides the entity's own metadata" }),
    ),
    constraints: Type.Optional(object),
    registrationPolicy: Type.Optional(Type.Array(uri, { maxItems: 20 })),
    ecLocation: Type.Optional(
      Type.String({
        maxLength: 131_072,
        pattern: '^(https?://|data:application/entity-statement\\+jwt,)',
        description:
          'Where its entity configuration is, if not at its own id: an address, or the JWT as a data URL',
      }),
    ),
  },
  { additionalProperties: false },
);

export type MemberRegistrationMessage = Static<typeof memberRegistration>;

export function toMemberRegistration(message: MemberRegistrationMessage): MemberRegistration {
  return {
    entityId: message.entityId,
    organisationNumber: message.orgnr,
    name: message.name.trim(),
    federationKeys: message.jwks.keys as unknown as JsonObject[],
    metadata: (message.metadata ?? {}) as JsonMetadata,
    entityTypes: message.entityTypes ?? [],
    intermediate: message.intermediate,
    constraints: message.constraints as JsonObject | undefined,
    registrationPolicy: message.registrationPolicy ?? [],
    location: message.ecLocation,
  };
}

export const member = Type.Object({
  entityId: Type.String(),
  kind: Type.Union([Type.Literal('hosted'), Type.Literal('outside')]),
  name: Type.String(),
  orgnr: Type.Optional(Type.String()),
  intermediate: Type.Boolean(),
  entityTypes: Type.Array(Type.String()),
  keys: Type.Array(Type.String(), { description: 'kids of its federation keys' }),
  registrationPolicy: Type.Array(Type.String()),
  constraints: Type.Optional(object),
  ecLocation: Type.Optional(Type.String()),
});

export const memberPage = Type.Object({
  items: Type.Array(member),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderMember(one: Member): Static<typeof member> {
  return {
    entityId: one.entityId,
    kind: one.kind,
    name: one.name,
    ...(one.organisationNumber !== undefined && { orgnr: one.organisationNumber }),
    intermediate: one.intermediate,
    entityTypes: [...one.entityTypes],
    keys: one.federationKeys.map((key) => String(key.kid)),
    registrationPolicy: [...one.registrationPolicy],
    ...(one.constraints && { constraints: one.constraints }),
    ...(one.location !== undefined && { ecLocation: one.location }),
  };
}

/** Body of `PUT /trust-framework/v1/hosted-entities/{orgnr}/{name}/metadata/{entityType}`. */
export const hostedMetadata = Type.Record(Type.String(), Type.Unknown(), {
  description: 'Parameters of the entity type',
});

export type HostedMetadata = JsonObject;

export const hostedReceipt = Type.Object({
  entityId: Type.String(),
  entityType: Type.String(),
  configuration: Type.String({ description: 'Where the hub serves its entity configuration' }),
});
