import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { RegisteredClient } from '../domain/client.ts';

const example = {
  name: 'Åmåls e-tjänst',
  redirectUris: ['https://etjanst.kommun.example/callback'],
  jwksUri: 'https://etjanst.kommun.example/jwks',
  signingAlgorithm: 'ES256',
} as const;

const address = Type.String({ pattern: '^https?://', maxLength: 1000 });

/** A service (förlitande part) as the operator registers it; the `client_id` stands in the path. */
export const clientRegistration = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'What the log-in page calls it' }),
    redirectUris: Type.Array(address, {
      minItems: 1,
      maxItems: 20,
      description: 'Where persons may be sent back to; compared to the letter',
    }),
    postLogoutRedirectUris: Type.Optional(
      Type.Array(address, { maxItems: 20, description: 'Where persons may be sent after log-out' }),
    ),
    jwksUri: Type.Optional(Type.String({ ...address, description: 'Where its public keys are' })),
    jwks: Type.Optional(
      Type.Object(
        { keys: Type.Array(Type.Object({}, { additionalProperties: true }), { minItems: 1, maxItems: 20 }) },
        { description: 'Its public keys, instead of jwksUri' },
      ),
    ),
    subjectType: Type.Optional(Type.Union([Type.Literal('public'), Type.Literal('pairwise')])),
    signingAlgorithm: Type.Optional(Type.Union([Type.Literal('RS256'), Type.Literal('ES256')])),
    encryption: Type.Optional(
      Type.Union([Type.Literal('A128GCM'), Type.Literal('A256GCM')], {
        description: 'Encrypt ID tokens and UserInfo to its RSA key (RSA-OAEP) with this',
      }),
    ),
    maySign: Type.Optional(
      Type.Boolean({
        description:
          'Whether it may have persons sign: where an upstream provider signs, and in the sandbox by the test e-identification',
      }),
    ),
    apiScopes: Type.Optional(
      Type.Array(Type.String({ maxLength: 200 }), {
        maxItems: 100,
        description: 'Scopes of persons’ APIs of this installation that it may ask for',
      }),
    ),
  },
  { additionalProperties: false, examples: [example] },
);

export type ClientRegistration = Static<typeof clientRegistration>;

export const clientBody = Type.Object(
  { id: Type.String({ description: 'client_id' }), ...clientRegistration.properties },
  { examples: [{ id: 'https://etjanst.kommun.example', ...example }] },
);

export const clientPage = Type.Object(
  { items: Type.Array(clientBody), _meta: pageMetaSchema, _links: pageLinksSchema },
  { examples: [] },
);

export function parseClient(id: string, body: ClientRegistration): RegisteredClient['config'] {
  return withoutAbsent({
    client_id: id,
    client_name: body.name,
    redirect_uris: body.redirectUris,
    post_logout_redirect_uris: body.postLogoutRedirectUris,
    jwks_uri: body.jwksUri,
    jwks: body.jwks,
    subject_type: body.subjectType,
    signing_algorithm: body.signingAlgorithm,
    encryption: body.encryption,
    may_sign: body.maySign,
    api_scopes: body.apiScopes,
  }) as RegisteredClient['config'];
}

export function renderClient({ config }: RegisteredClient): Static<typeof clientBody> {
  return withoutAbsent({
    id: config.client_id,
    name: config.client_name,
    redirectUris: config.redirect_uris,
    postLogoutRedirectUris: config.post_logout_redirect_uris,
    jwksUri: config.jwks_uri,
    jwks: config.jwks,
    subjectType: config.subject_type,
    signingAlgorithm: config.signing_algorithm,
    encryption: config.encryption,
    maySign: config.may_sign,
    apiScopes: config.api_scopes,
  }) as Static<typeof clientBody>;
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
