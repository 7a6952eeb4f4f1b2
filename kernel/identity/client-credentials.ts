import { Type } from 'typebox';
import type { Problem } from '../http/problem.ts';
import type { RoomReply, RoomRequest, Route } from '../http/route.ts';
import { type AccessTokens, tokenLifetimeSeconds } from './access-token.ts';
import type { ClientRegistry, RegisteredClient } from './client-registry.ts';

/** RFC 6749 §5.2 */
type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'server_error';

/** Unknown fields are ignored, RFC 6749 §3.2. */
const formSchema = Type.Object({
  grant_type: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String({ maxLength: 2000 })),
  client_id: Type.Optional(Type.String({ maxLength: 200 })),
  client_secret: Type.Optional(Type.String({ maxLength: 200 })),
});

interface TokenForm {
  readonly grant_type?: string;
  readonly scope?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
}

const answerSchema = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.String(),
    expires_in: Type.Integer(),
    scope: Type.String(),
  },
  {
    examples: [
      { access_token: 'eyJ…', token_type: 'Bearer', expires_in: tokenLifetimeSeconds, scope: 'read' },
    ],
  },
);

/** `POST /oauth2/token`: the client credentials grant, RFC 6749 §4.4. */
export function tokenRoute(clients: ClientRegistry, tokens: AccessTokens): Route {
  return {
    operation: 'issueAccessToken',
    method: 'POST',
    path: '/oauth2/token',
    auth: { kind: 'public', why: 'The client proves itself with its secret, which the handler checks.' },
    limit: { bodyBytes: 8192, perMinute: 600 },
    audit: { record: 'always' },
    consumes: ['application/x-www-form-urlencoded'],
    schema: { body: formSchema, replies: { 200: answerSchema } },
    renderProblem: renderOAuthProblem,
    summary: 'Exchanges client credentials for an access token',
    handler: (request: RoomRequest<unknown, unknown, TokenForm>) => issue(request, clients, tokens),
  };
}

async function issue(
  request: RoomRequest<unknown, unknown, TokenForm>,
  clients: ClientRegistry,
  tokens: AccessTokens,
): Promise<RoomReply> {
  const form = request.body;
  const credentials = readCredentials(request.headers.authorization, form);
  if (credentials === 'twofold')
    return oauthError(400, 'invalid_request', 'Authenticate in one way, not two.');
  const client = credentials && clients.prove(credentials.id, credentials.secret);
  if (client === undefined) return refuseClient(request.headers.authorization !== undefined);
  if (form.grant_type === undefined) return oauthError(400, 'invalid_request', 'Send grant_type.');
  if (form.grant_type !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is granted here.');
  }
  const scopes = grantedScopes(client, form.scope);
  if (scopes === undefined)
    return oauthError(400, 'invalid_scope', 'The client may not have one of these scopes.');
  return {
    status: 200,
    headers: noStore,
    body: {
      access_token: await tokens.issue(client, scopes),
      token_type: 'Bearer',
      expires_in: tokenLifetimeSeconds,
      scope: scopes.join(' '),
    },
  };
}

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

type Credentials = { readonly id: string; readonly secret: string };

/** RFC 6749 §2.3.1: HTTP Basic, its parts form-encoded, or both fields in the body. */
function readCredentials(
  header: string | string[] | undefined,
  form: TokenForm,
): Credentials | 'twofold' | undefined {
  if (header === undefined) {
    if (form.client_id === undefined || form.client_secret === undefined) return undefined;
    return { id: form.client_id, secret: form.client_secret };
  }
  if (form.client_secret !== undefined) return 'twofold';
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(String(header))?.[1];
  const [id, ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (id === undefined || rest.length === 0) return undefined;
  try {
    return { id: formDecode(id), secret: formDecode(rest.join(':')) };
  } catch {
    return undefined;
  }
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** All of the client's scopes where none is asked for; nothing where one is asked for that it lacks. */
function grantedScopes(client: RegisteredClient, asked: string | undefined): readonly string[] | undefined {
  if (asked === undefined || asked.trim() === '') return client.scopes;
  const scopes = [...new Set(asked.trim().split(/ +/))];
  return scopes.every((scope) => client.scopes.includes(scope)) ? scopes : undefined;
}

function refuseClient(usedHeader: boolean): RoomReply {
  const reply = oauthError(401, 'invalid_client', 'The client is not known, or its secret is another.');
  const challenge = { 'www-authenticate': 'Basic realm="ena", charset="UTF-8"' };
  return usedHeader ? { ...reply, headers: { ...reply.headers, ...challenge } } : reply;
}

function oauthError(status: number, error: OAuthError, description: string): RoomReply {
  return { status, headers: noStore, body: { error, error_description: description } };
}

/** The kernel's refusals in the words of RFC 6749; those that it has no word for are `invalid_request`. */
function renderOAuthProblem(problem: Problem): RoomReply {
  const error = problem.status >= 500 ? 'server_error' : 'invalid_request';
  const status = problem.status === 422 ? 400 : problem.status;
  return oauthError(status, error, problem.detail ?? `${problem.title}.`);
}
