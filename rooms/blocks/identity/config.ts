import { type Static, Type } from 'typebox';

const url = Type.String({ pattern: '^https?://' });

/** A relying party (förlitande part) that the operator registers. Keys come by `jwks_uri` or by value. */
export const clientConfig = Type.Object(
  {
    client_id: Type.String({ minLength: 3, maxLength: 200 }),
    client_name: Type.String({ minLength: 1, maxLength: 100 }),
    redirect_uris: Type.Array(url, { minItems: 1 }),
    post_logout_redirect_uris: Type.Optional(Type.Array(url)),
    jwks_uri: Type.Optional(url),
    jwks: Type.Optional(Type.Object({ keys: Type.Array(Type.Object({})) })),
    subject_type: Type.Optional(Type.Union([Type.Literal('public'), Type.Literal('pairwise')])),
    signing_algorithm: Type.Optional(Type.Union([Type.Literal('RS256'), Type.Literal('ES256')])),
    encryption: Type.Optional(Type.Union([Type.Literal('A128GCM'), Type.Literal('A256GCM')])),
    may_sign: Type.Optional(Type.Boolean()),
    api_scopes: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);

export type ClientConfig = Static<typeof clientConfig>;

/** An OpenID provider that persons may log in through; this room is its client. */
export const upstreamConfig = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    issuer: url,
    client_id: Type.String({ minLength: 3 }),
    name_sv: Type.String({ minLength: 1, maxLength: 60 }),
    name_en: Type.String({ minLength: 1, maxLength: 60 }),
    signs: Type.Optional(Type.Boolean()),
    private_network: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export type UpstreamConfig = Static<typeof upstreamConfig>;

/** The test e-identification has no key here, by intent: it is there in the sandbox and nowhere else. */
export const identityConfig = Type.Object({
  clients: Type.Array(clientConfig, {
    default: [],
    description: 'Relying parties beside the portal, each with its redirect addresses and its keys',
  }),
  upstreamProviders: Type.Array(upstreamConfig, {
    default: [],
    description:
      'OpenID providers that persons may log in through, each an approved entry of the level register; with signs also to sign, by the signature extension 1.1; with private_network the address need not be a public one',
  }),
  sessionMinutes: Type.Integer({
    default: 60,
    minimum: 5,
    maximum: 60,
    description: 'How long a log-in holds; the profile of Sweden Connect allows at most 60 minutes',
  }),
  federationClients: Type.Boolean({
    default: false,
    description:
      'Whether members of the federation are relying parties without being registered; in the sandbox they always are',
  }),
  operatorOrganisation: Type.String({
    pattern: '^([0-9]{10})?$',
    default: '',
    description:
      'Organisation number under which this provider stands in the federation, where members are its clients and once that organisation is one; others find it by resolving `<anchor>/hosted/<number>/identity`. Empty: nowhere, and in the sandbox under its provider, Bolagsverket',
  }),
  keyDays: Type.Integer({
    default: 90,
    minimum: 3,
    maximum: 730,
    description: 'How many days a key of the provider signs before the next takes over',
  }),
  keyOverlapHours: Type.Integer({
    default: 24,
    minimum: 1,
    maximum: 48,
    description: 'How long a key of the provider is published before it signs, and after it signed last',
  }),
  matchThreshold: Type.Number({
    default: 0.9,
    minimum: 0.8,
    maximum: 1,
    description: 'Score from which a foreign identity may match a person without a case handler',
  }),
});

export type IdentityConfig = Static<typeof identityConfig>;
