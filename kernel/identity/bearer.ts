import type { Authentication } from './authenticate.ts';

/** RFC 6750 §2.1; the scheme is compared without regard to case (RFC 9110 §11.1). */
export function bearerToken(header: string | undefined): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? '')?.[1];
}

export function missingToken(detail: string, scope?: string): Authentication {
  const wanted = scope === undefined ? '' : `, scope="${scope}"`;
  return { kind: 'unauthenticated', detail, challenge: `Bearer realm="ena"${wanted}` };
}

export function invalidToken(detail: string): Authentication {
  return { kind: 'unauthenticated', detail, challenge: 'Bearer realm="ena", error="invalid_token"' };
}

export function scopeTooSmall(scope: string): Authentication {
  return {
    kind: 'insufficient-scope',
    detail: `The access token lacks the scope ${scope}.`,
    challenge: `Bearer realm="ena", error="insufficient_scope", scope="${scope}"`,
  };
}
