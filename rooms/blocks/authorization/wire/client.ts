import { pageLinksSchema, pageMetaSchema, renderPage } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { Client, KeySource } from '../domain/client.ts';
import { grantTypes } from '../domain/profile.ts';

const texts = (description: string, pattern?: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 1000, ...(pattern === undefined ? {} : { pattern }) }), {
    description,
    maxItems: 200,
    uniqueItems: true,
  });

export const keyMembers = {
  jwks: Type.Optional(
    Type.Object(
      { keys: Type.Array(Type.Object({}, { additionalProperties: true }), { minItems: 1, maxItems: 20 }) },
      { description: 'Public keys as a JWK set. Publika nycklar.' },
    ),
  ),
  jwksUri: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'Where the keys are, instead of jwks. Adress till nycklarna.',
    }),
  ),
};

const example = {
  organisation: '2120000829',
  profile: 'ena',
  jwksUri: 'https://system.kommun.example/jwks',
  grants: ['client_credentials' as const],
  scopes: ['mina-arenden:read'],
};

/** What the operator writes about a client; the id stands in the path. Without jwks and jwksUri: keys of the federation. */
export const clientRegistration = Type.Object(
  {
    organisation: Type.Optional(
      Type.String({ pattern: '^[0-9]{10}$', description: 'Whose system it is. Organisationsnummer.' }),
    ),
    profile: Type.String({
      description: 'Which rules hold: ena, sdg, fapi2 or one of the configuration. Profil.',
    }),
    ...keyMembers,
    grants: Type.Array(Type.Union(grantTypes.map((grant) => Type.Literal(grant))), {
      description: 'Grant types that it may use. Beviljandetyper.',
      uniqueItems: true,
    }),
    scopes: texts('Scopes that it may ask for. Omfattningar.', '^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$'),
    resources: Type.Optional(texts('Resources that it may get tokens for. Resurser.')),
    serves: Type.Optional(texts('Resources that it serves: it may introspect and exchange tokens for them.')),
    detailTypes: Type.Optional(texts('Types of authorization_details that it may ask for.')),
    certificateBound: Type.Optional(
      Type.Boolean({ description: 'Whether its tokens are bound to its TLS certificate (RFC 8705).' }),
    ),
    dpopBound: Type.Optional(
      Type.Boolean({ description: 'Whether it must send a DPoP proof for each token (RFC 9449 §5.2).' }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'False refuses it and its tokens. Aktiv.' })),
  },
  { additionalProperties: false, examples: [example] },
);
export type ClientRegistration = Static<typeof clientRegistration>;

export const clientBody = Type.Object(
  { id: Type.String(), ...clientRegistration.properties, revision: Type.Integer() },
  { examples: [{ id: 'karlskrona-verksamhet', ...example, revision: 1 }] },
);

export const clientPage = Type.Object(
  { items: Type.Array(clientBody), _meta: pageMetaSchema, _links: pageLinksSchema },
  {
    examples: [
      renderPage(
        [{ id: 'karlskrona-verksamhet', ...example, revision: 1 }],
        1,
        { page: 1, limit: 20 },
        '/authorization/v1/clients',
      ),
    ],
  },
);

interface GivenKeys {
  readonly jwks?: { readonly keys: readonly object[] } | undefined;
  readonly jwksUri?: string | undefined;
}

/** Nothing where both are given: which of them holds would be a guess. */
export function parseKeys({ jwks, jwksUri }: GivenKeys): KeySource | undefined {
  if (jwks !== undefined && jwksUri !== undefined) return undefined;
  if (jwks !== undefined) return { kind: 'set', jwks };
  return jwksUri === undefined ? { kind: 'federation' } : { kind: 'address', url: jwksUri };
}

export function renderKeys(keys: KeySource): { jwks?: { keys: object[] }; jwksUri?: string } {
  if (keys.kind === 'set') return { jwks: { keys: [...keys.jwks.keys] } };
  return keys.kind === 'address' ? { jwksUri: keys.url } : {};
}

export function parseClient(id: string, body: ClientRegistration, keys: KeySource): Omit<Client, 'revision'> {
  return {
    id,
    organisation: body.organisation,
    profile: body.profile,
    keys,
    grants: body.grants,
    scopes: body.scopes,
    resources: body.resources ?? [],
    serves: body.serves ?? [],
    detailTypes: body.detailTypes ?? [],
    certificateBound: body.certificateBound ?? false,
    dpopBound: body.dpopBound ?? false,
    active: body.active ?? true,
  };
}

export function renderClient({ keys, organisation, ...client }: Client): object {
  return { ...client, ...(organisation === undefined ? {} : { organisation }), ...renderKeys(keys) };
}
