import { Type } from 'typebox';
import type { ClientProof, SenderProof, TokenRequest } from '../domain/token-request.ts';

/** Any form: unknown fields are ignored (RFC 6749 §3.2), and what a grant needs is told in OAuth's own words. */
export const tokenForm = Type.Record(Type.String(), Type.String());
export type TokenForm = Readonly<Record<string, string | undefined>>;

/** Where several resources may be named (RFC 8707 §2): that field is a list, however often it came. */
export const tokenRequestForm = Type.Object(
  { resource: Type.Optional(Type.Array(Type.String(), { maxItems: 10 })) },
  { additionalProperties: Type.String() },
);
type Texts<Name extends string> = { readonly [Field in Name]?: string | undefined };
type ClientFields = Texts<'client_assertion_type' | 'client_assertion' | 'client_id' | 'client_secret'>;
export type TokenRequestForm = ClientFields &
  Texts<
    | 'grant_type'
    | 'scope'
    | 'audience'
    | 'authorization_details'
    | 'assertion'
    | 'subject_token'
    | 'subject_token_type'
    | 'requested_token_type'
    | 'actor_token'
    | 'refresh_token'
  > & { readonly resource?: readonly string[] };

/** Sizes: an assertion, a user_JWT with trust marks and authorization details together. */
export const largestForm = 65_536;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function parseClientProof(form: ClientFields, headers: Headers): ClientProof {
  return {
    assertionType: form.client_assertion_type,
    assertion: form.client_assertion,
    clientId: form.client_id,
    sentSecret: form.client_secret !== undefined || headers.authorization !== undefined,
  };
}

/** How the request came, beside its headers. */
export interface Connection {
  /** What the caller has shown to our own TLS listener; absent where it did not come through that. */
  readonly tls?: { readonly certificate: string | undefined } | undefined;
}

/**
 * A certificate counts from the TLS connection itself, where that is ours: then no header is read, for the caller wrote
 * it. `certificateHeader` names the header in which a TLS terminator that is trusted writes the client's certificate
 * thumbprint (hex or base64url, SHA-256); without it no such header is read, for anyone could send one.
 */
export function parseSenderProof(
  headers: Headers,
  certificateHeader: string,
  { tls }: Connection,
): SenderProof {
  const dpop = headers.dpop;
  return {
    dpop: Array.isArray(dpop) ? dpop.join(', ') : dpop,
    certificate: tls === undefined ? certificateIn(headers, certificateHeader) : tls.certificate,
  };
}

function certificateIn(headers: Headers, certificateHeader: string): string | undefined {
  const certificate = certificateHeader === '' ? undefined : headers[certificateHeader.toLowerCase()];
  return typeof certificate === 'string' ? parseThumbprint(certificate) : undefined;
}

function parseThumbprint(text: string): string | undefined {
  const hex = text.replaceAll(':', '');
  if (/^[0-9A-Fa-f]{64}$/.test(hex)) return Buffer.from(hex, 'hex').toString('base64url');
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? text : undefined;
}

export function parseTokenRequest(
  form: TokenRequestForm,
  headers: Headers,
  certificateHeader: string,
  connection: Connection,
): TokenRequest {
  return {
    grantType: form.grant_type,
    client: parseClientProof(form, headers),
    sender: parseSenderProof(headers, certificateHeader, connection),
    scope: form.scope,
    resources: form.resource ?? [],
    audience: form.audience,
    authorizationDetails: form.authorization_details,
    assertion: form.assertion,
    subjectToken: form.subject_token,
    subjectTokenType: form.subject_token_type,
    requestedTokenType: form.requested_token_type,
    actorToken: form.actor_token,
    refreshToken: form.refresh_token,
  };
}

/** RFC 6749 §2.3.1: HTTP Basic, its parts form-encoded, or both fields in the body. Not both ways at once. */
export function parseSecret(
  form: TokenForm,
  headers: Headers,
): { id: string; secret: string } | 'twofold' | undefined {
  const { authorization } = headers;
  if (authorization === undefined) {
    const { client_id: id, client_secret: secret } = form;
    return id === undefined || secret === undefined ? undefined : { id, secret };
  }
  if (form.client_secret !== undefined) return 'twofold';
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(String(authorization))?.[1] ?? '';
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (id === undefined || rest.length === 0) return undefined;
  try {
    return { id: formDecoded(id), secret: formDecoded(rest.join(':')) };
  } catch {
    return undefined;
  }
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
