import { pageLinksSchema, pageMetaSchema, renderPage } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { Neighbour, NeighbourWish } from '../domain/client.ts';
import { keyMembers, parseKeys, renderKeys } from './client.ts';

const example = {
  issuer: 'https://auktorisation.region.example',
  tokenEndpoint: 'https://auktorisation.region.example/token',
  jwksUri: 'https://auktorisation.region.example/jwks',
  resources: ['https://api.region.example/remisser'],
  clientId: 'https://hub.example/authorization',
  assertionAudience: 'issuer' as const,
  scopeMap: { 'remisser:read': 'remiss.las' },
};

/** Another organisation's authorization server; without jwks and jwksUri its keys are those of the federation. */
export const neighbourRegistration = Type.Object(
  {
    entityId: Type.Optional(
      Type.String({
        maxLength: 1000,
        description:
          'Its entity id in the federation, instead of issuer, tokenEndpoint and keys: these are read from its metadata. Entitets-id.',
      }),
    ),
    issuer: Type.Optional(Type.String({ maxLength: 1000, description: 'Its issuer identifier. Utfärdare.' })),
    tokenEndpoint: Type.Optional(Type.String({ maxLength: 1000, description: 'Its token endpoint.' })),
    ...keyMembers,
    resources: Type.Array(Type.String({ maxLength: 1000 }), {
      maxItems: 200,
      description: 'Resources whose tokens it issues: exchanges for them are passed on. Resurser.',
    }),
    clientId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        description: 'Our client id there; absent: our own entity id in the federation.',
      }),
    ),
    clientHere: Type.Optional(
      Type.String({ maxLength: 1000, description: 'Its client id here, for grants that name no client.' }),
    ),
    assertionAudience: Type.Union([Type.Literal('issuer'), Type.Literal('token-endpoint')], {
      description: 'What it wants as the audience of our assertions.',
    }),
    scopeMap: Type.Record(Type.String(), Type.String(), {
      description: 'Our scope to its scope; others are not asked for. Översättning av omfattningar.',
    }),
  },
  { additionalProperties: false, examples: [example] },
);
export type NeighbourRegistration = Static<typeof neighbourRegistration>;

export const neighbourBody = Type.Object(
  { name: Type.String(), ...neighbourRegistration.properties, revision: Type.Integer() },
  { examples: [{ name: 'region', ...example, revision: 1 }] },
);

export const neighbourPage = Type.Object(
  { items: Type.Array(neighbourBody), _meta: pageMetaSchema, _links: pageLinksSchema },
  {
    examples: [
      renderPage(
        [{ name: 'region', ...example, revision: 1 }],
        1,
        { page: 1, limit: 20 },
        '/authorization/v1/neighbours',
      ),
    ],
  },
);

/** Nothing where the body names the server both ways or neither. */
export function parseNeighbour(name: string, body: NeighbourRegistration): NeighbourWish | undefined {
  const { entityId, issuer, tokenEndpoint, resources, clientId, clientHere = '' } = body;
  const { assertionAudience, scopeMap } = body;
  const rest = { name, resources, clientId, clientHere, assertionAudience, scopeMap };
  const keys = parseKeys(body);
  if (entityId !== undefined) {
    const isTwofold = issuer !== undefined || tokenEndpoint !== undefined || keys?.kind !== 'federation';
    return isTwofold ? undefined : { ...rest, entityId };
  }
  if (issuer === undefined || tokenEndpoint === undefined || keys === undefined) return undefined;
  return { ...rest, found: { issuer, tokenEndpoint, keys } };
}

export function renderNeighbour({ keys, ...neighbour }: Neighbour): object {
  const entityId = keys.kind === 'federation' ? keys.entityId : undefined;
  return { ...neighbour, ...(entityId === undefined ? {} : { entityId }), ...renderKeys(keys) };
}
