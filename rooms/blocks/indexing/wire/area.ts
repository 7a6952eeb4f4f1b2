import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { Area, Resolver } from '../domain/area.ts';

export const areaPattern = '^[a-z][a-z-]{0,62}[a-z]$';

const exchangeResolver = Type.Object(
  {
    kind: Type.Literal('exchange'),
    service: Type.String({
      pattern: '^[a-z0-9-]{1,64}$',
      description:
        'The service that each producer publishes under this name. Tjänstens namn hos producenten.',
    }),
    path: Type.String({ pattern: '^/[!-~]{0,199}$', description: 'The path to call. Sökväg.' }),
  },
  { additionalProperties: false },
);

const httpsResolver = Type.Object(
  {
    kind: Type.Literal('https'),
    url: Type.String({
      pattern: '^https://[!-~]{1,499}$',
      description: 'One address for all producers. Gemensam adress.',
    }),
  },
  { additionalProperties: false },
);

const areaMembers = {
  names: Type.Object(
    { sv: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false },
  ),
  resolver: Type.Union([exchangeResolver, httpsResolver], {
    description: 'How to get from a pointer to what it points at. Hur innehållet hämtas.',
  }),
};

export const areaBody = Type.Object(areaMembers, { additionalProperties: false });
export type AreaBody = Static<typeof areaBody>;

export const areaView = Type.Object({ id: Type.String(), ...areaMembers });

export const areaPage = Type.Object({
  items: Type.Array(areaView),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function parseArea(id: string, { names, resolver }: AreaBody): Area {
  return { id, names, resolver: resolver as Resolver };
}

export function renderArea({ id, names, resolver }: Area): Static<typeof areaView> {
  return { id, names: { ...names }, resolver: { ...resolver } };
}
