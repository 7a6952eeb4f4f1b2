import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { Entity } from '../domain/entity.ts';
import type { Registration } from '../domain/registration.ts';
import { keysFrom } from './keys-from.ts';
import { jwkSet } from './public-jwk.ts';

/** Body of `POST /trust-framework/v1/subordinates`. */
export const subordinateRegistration = Type.Object(
  {
    entityId: Type.String({
      maxLength: 255,
      description: 'https URL that names the organisation in the federation',
    }),
    orgnr: Type.String({ pattern: '^[0-9]{10}$', description: 'Organisation number, ten digits' }),
    organisationName: Type.String({ minLength: 1, maxLength: 200 }),
    jwks: jwkSet(10),
  },
  { additionalProperties: false },
);

export type SubordinateRegistration = Static<typeof subordinateRegistration>;

export function toRegistration(message: SubordinateRegistration): Registration {
  return {
    organisationNumber: message.orgnr,
    entityId: message.entityId,
    organisationName: message.organisationName.trim(),
    federationKeys: keysFrom(message.jwks),
  };
}

/** A subordinate as the operator's API shows it. */
export const subordinate = Type.Object({
  entityId: Type.String(),
  orgnr: Type.String(),
  organisationName: Type.String(),
  jwks: Type.Object({ keys: Type.Array(Type.Unknown()) }),
  configuration: Type.Optional(
    Type.Object(
      { issuedAt: Type.String({ format: 'date-time' }), expiresAt: Type.String({ format: 'date-time' }) },
      { description: "Absent until the organisation's connector has published its entity configuration" },
    ),
  ),
});

export type Subordinate = Static<typeof subordinate>;

export const subordinatePage = Type.Object({
  items: Type.Array(subordinate),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderSubordinate(entity: Entity): Subordinate {
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    entityId: entity.entityId,
    orgnr: entity.organisationNumber,
    organisationName: entity.organisationName,
    jwks: { keys: [...entity.federationKeys] },
    ...(entity.hosted && {
      configuration: {
        issuedAt: instant(entity.hosted.issuedAt),
        expiresAt: instant(entity.hosted.expiresAt),
      },
    }),
  };
}
