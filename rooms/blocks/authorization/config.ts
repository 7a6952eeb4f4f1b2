import { type Static, Type } from 'typebox';
import { grantTypes } from './domain/profile.ts';

const oneOf = <Value extends string>(values: readonly Value[]) => Type.Enum([...values]);

/** Every member of `domain/profile.ts`, each optional: what is not said stays as the standard profile has it. */
const profileChanges = Type.Partial(
  Type.Object(
    {
      assertionAudiences: Type.Array(oneOf(['issuer', 'endpoint', 'token-endpoint'])),
      audienceLists: Type.Boolean(),
      assertionSeconds: Type.Integer({ minimum: 10, maximum: 3600 }),
      leastIdCharacters: Type.Integer({ minimum: 8, maximum: 100 }),
      algorithms: Type.Array(Type.String()),
      grants: Type.Array(oneOf(grantTypes)),
      tokenSeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
      refreshTokens: oneOf(['none', 'rotated', 'kept']),
      refreshSeconds: Type.Integer({ minimum: 60, maximum: 2_592_000 }),
      resource: oneOf(['required', 'optional']),
      mostResources: Type.Integer({ minimum: 1, maximum: 10 }),
      senderConstraint: oneOf(['required', 'optional']),
      dpopNonce: oneOf(['required', 'none']),
      personSubject: oneOf(['as-asserted', 'pseudonym']),
      selfIssuedAttributes: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
);

export const authorizationConfig = Type.Object({
  profiles: Type.Record(Type.String(), profileChanges, {
    description:
      'Changes to the profiles ena, sdg and fapi2, by name; a new name is a new profile that starts from ena.',
    default: {},
  }),
  endpointProfiles: Type.Record(
    Type.String({ pattern: '^(?:token|introspection|revocation)$' }),
    Type.String(),
    {
      additionalProperties: false,
      description:
        'The profile that holds at an endpoint (`token`, `introspection`, `revocation`) for every client, whatever its own: how it proves itself there and, at the token endpoint, what it gets. Absent: the profile of the client.',
      default: {},
    },
  ),
  federationClients: Type.Boolean({
    description:
      'Whether members of the federation are clients without being registered (automatic registration).',
    default: true,
  }),
  federationProfile: Type.String({
    description: 'The profile of clients that come by the federation.',
    default: 'ena',
  }),
  federationScopes: Type.Array(Type.String(), {
    description: 'The scopes that every client of the federation may ask for, and no others.',
    default: [],
  }),
  federationResources: Type.Array(Type.String(), {
    description: 'The resources that every client of the federation may get tokens for, beside the own APIs.',
    default: [],
  }),
  operatorOrganisation: Type.String({
    description:
      'Organisation number under which this server stands in the federation, once that organisation is a member; others find it by resolving `<anchor>/hosted/<number>/authorization`. Empty: nowhere, and in the sandbox under its provider, Bolagsverket.',
    pattern: '^([0-9]{10})?$',
    default: '',
  }),
  publishedScopes: Type.Array(Type.String(), {
    description:
      'Scopes that the metadata of the server names, beside those of the federation. Empty: those that the APIs of this installation ask for.',
    default: [],
  }),
  publishedDetailTypes: Type.Array(Type.String(), {
    description:
      'Types of authorization_details that the metadata of the server names (RFC 9396 §10). Empty: none are named; each client is told its own.',
    default: [],
  }),
  mutualTlsUrl: Type.String({
    description:
      'Where others reach the hub’s own TLS listener ("tls" of config.json), without a trailing slash. The metadata then name it in mtls_endpoint_aliases. Empty: not named.',
    pattern: '^(https://[^/?#@]+)?$',
    default: '',
  }),
  certificateHeader: Type.String({
    description:
      'Header in which a trusted TLS terminator writes the SHA-256 thumbprint of the client certificate. Empty: none is believed. Set it only where the terminator removes the header from what clients send. On the hub’s own TLS listener the header is never read.',
    default: '',
  }),
  plainClients: Type.Array(
    Type.Object({
      id: Type.String(),
      organisation: Type.String({ pattern: '^[0-9]{10}$' }),
      secretHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      scopes: Type.Array(Type.String()),
    }),
    {
      description: 'Sandbox only: further clients that have a secret, given as its SHA-256 in hex.',
      default: [],
    },
  ),
});

export type AuthorizationConfig = Static<typeof authorizationConfig>;
