import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import { type Entity, isCurrent, type OfferedService } from '../domain/entity.ts';

/** One row of `GET /trust-framework/v1/organisations`. */
export const organisation = Type.Object({
  orgnr: Type.String(),
  entityId: Type.String(),
  name: Type.String(),
  services: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      operations: Type.Array(Type.Object({ method: Type.String(), path: Type.String() })),
    }),
    { description: 'Empty while the organisation has no current entity configuration' },
  ),
});

export type Organisation = Static<typeof organisation>;

export const organisationPage = Type.Object({
  items: Type.Array(organisation),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function renderOrganisation(entity: Entity, nowSeconds: number): Organisation {
  const { hosted } = entity;
  return {
    orgnr: entity.organisationNumber,
    entityId: entity.entityId,
    name: entity.organisationName,
    services: hosted !== undefined && isCurrent(hosted, nowSeconds) ? hosted.services.map(renderService) : [],
  };
}

function renderService({ id, title, operations }: OfferedService): Organisation['services'][number] {
  return { id, title, operations: operations.map(({ method, path }) => ({ method, path })) };
}
