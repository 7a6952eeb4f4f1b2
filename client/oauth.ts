import { asProblem, type Connection, callJson, callRaw, parseJson, unreachable } from './call.ts';
import type { Outcome } from './outcome.ts';
import { asObject, stringField } from './verify/json.ts';

export interface NewOAuthClient {
  readonly id: string;
  /** Organisation number, where the client belongs to one. */
  readonly organisation?: string;
  readonly scopes: readonly string[];
}

/** The operator's table of OAuth clients at a hub program (operator token). */
export interface OAuthClients {
  /** The secret is answered this once. */
  add(client: NewOAuthClient): Promise<Outcome<{ readonly id: string; readonly secret: string }>>;
  remove(id: string): Promise<Outcome<void>>;
}

export function oauthClients(connection: Connection): OAuthClients {
  const path = '/admin/v1/clients';
  return {
    add: (body) => callJson(connection, { method: 'POST', path, body }),
    remove: (id) => callJson(connection, { method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` }),
  };
}

/** An access token for a client's own use (RFC 6749 §4.4). `scope` is a list with spaces between. */
export async function fetchToken(
  connection: Connection,
  client: { readonly id: string; readonly secret: string; readonly scope: string },
): Promise<Outcome<string>> {
  const { token: _operator, ...open } = connection;
  const raw = await callRaw(open, {
    method: 'POST',
    path: '/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
      scope: client.scope,
    }).toString(),
  });
  if (raw.kind !== 'ok') return raw;
  const json = asObject(parseJson(raw.value.body));
  if (raw.value.status !== 200) {
    const { type, title, status } = asProblem(undefined, raw.value.status);
    const detail = stringField(json, 'error_description');
    return { kind: 'problem', problem: { type, title, status, ...(detail !== undefined && { detail }) } };
  }
  const token = stringField(json, 'access_token');
  if (token === undefined) return unreachable(open, 'svaret har ingen token', 'its answer has no token');
  return { kind: 'ok', value: token };
}
