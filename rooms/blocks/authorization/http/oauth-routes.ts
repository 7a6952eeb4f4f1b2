import type { Route } from '@ena/kernel/http/route.ts';
import { introspectionBody } from '../wire/introspection.ts';
import { oauthErrorBody } from '../wire/oauth-error.ts';
import { tokenAnswerBody } from '../wire/token-answer.ts';
import { largestForm, tokenForm, tokenRequestForm } from '../wire/token-request.ts';
import { introspectTokenHandler } from './introspect-token.ts';
import { issuePlainTokenHandler } from './issue-plain-token.ts';
import { issueTokenHandler } from './issue-token.ts';
import { readKeysHandler, readMetadataHandler } from './metadata.ts';
import { renderOAuthProblem } from './oauth-reply.ts';
import { revokeTokenHandler } from './revoke-token.ts';
import type { Tools } from './tools.ts';

/** Rows where a client proves itself by what it sends. The handler writes the audit row, for it knows the client. */
const proven = {
  method: 'POST',
  auth: {
    kind: 'self-signed',
    why: 'The client proves itself with a signed assertion, which the handler checks.',
  },
  limit: { bodyBytes: largestForm, perMinute: 600_000 },
  audit: { record: 'never', why: 'The handler records the call itself, with the client that was proven.' },
  consumes: ['application/x-www-form-urlencoded'],
  renderProblem: renderOAuthProblem,
} as const satisfies Partial<Route>;

const document = {
  method: 'GET',
  auth: { kind: 'public', why: 'What a client must know before it has a token.' },
  limit: { bodyBytes: 0, perMinute: 6000 },
  audit: { record: 'never', why: 'A public document about no one.' },
} as const satisfies Partial<Route>;

const refused = { 400: oauthErrorBody, 401: oauthErrorBody };

/** What the specifications of OAuth name: RFC 6749, 7009, 7662, 8414. */
export function oauthRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...proven,
      operation: 'issueToken',
      path: '/authorization/token',
      repeatedFields: ['resource'],
      // No schemas of replies: what another server answered is handed on byte for byte.
      schema: { body: tokenRequestForm },
      summary: 'Exchanges what a client has for an access token',
      handler: (request) => issueTokenHandler(request, tools),
    },
    {
      ...proven,
      operation: 'introspectToken',
      path: '/authorization/introspect',
      schema: { body: tokenForm, replies: { 200: introspectionBody, ...refused } },
      summary: 'Tells an API whether a token holds, and what it says',
      handler: (request) => introspectTokenHandler(request, tools),
    },
    {
      ...proven,
      operation: 'revokeToken',
      path: '/authorization/revoke',
      schema: { body: tokenForm, replies: refused },
      summary: 'Takes back a token of the client',
      handler: (request) => revokeTokenHandler(request, tools),
    },
    {
      ...document,
      operation: 'readServerMetadata',
      path: '/.well-known/oauth-authorization-server/authorization',
      summary: 'Authorization server metadata, plain and signed',
      handler: () => readMetadataHandler(tools),
    },
    {
      ...document,
      operation: 'readSigningKeys',
      path: '/authorization/jwks',
      summary: 'Keys that access tokens and grants are signed with',
      handler: () => readKeysHandler(tools),
    },
  ];
}

/** The sandbox's token endpoint for Mina ombud's clients, at the path of their contract. */
export function plainRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...proven,
      operation: 'issuePlainToken',
      path: '/auth/realms/dfm/protocol/openid-connect/token',
      auth: {
        kind: 'self-signed',
        why: 'Sandbox only: the client proves itself with a secret, which the handler checks.',
      },
      limit: { bodyBytes: 8192, perMinute: 600 },
      schema: { body: tokenForm, replies: { 200: tokenAnswerBody, ...refused } },
      summary: 'Sandbox only: exchanges client id and secret for an access token',
      handler: (request) => issuePlainTokenHandler(request, tools),
    },
  ];
}
