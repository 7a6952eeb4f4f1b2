import { Type } from 'typebox';

/** RFC 7662 §2.2, RFC 9068 §2.2; nothing but `active: false` about a token that the asker may not know. */
export const introspectionBody = Type.Object(
  { active: Type.Boolean() },
  { additionalProperties: true, examples: [{ active: false }] },
);

interface ActiveToken {
  readonly claims: Readonly<Record<string, unknown>>;
}

export function renderActiveToken({ claims }: ActiveToken): object {
  const { cnf } = claims;
  const isDpop = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf;
  return { active: true, ...claims, token_type: isDpop ? 'DPoP' : 'Bearer' };
}

export function renderRefreshToken(token: {
  readonly clientId: string;
  readonly expires: number;
  readonly scopes: readonly string[];
}): object {
  return { active: true, client_id: token.clientId, exp: token.expires, scope: token.scopes.join(' ') };
}
