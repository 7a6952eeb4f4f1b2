import type { Authentication } from './authenticate.ts';

/** RFC 6750 §2.1; the scheme is compared without regard to case (RFC 9110 §11.1). */
export function bearerToken(header: string | undefined): string | undefined {
  const shown = shownToken(header);
  return shown?.scheme === 'Bearer' ? shown.token : undefined;
}

export interface ShownToken {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly token: string;
}

/** RFC 6750 §2.1 or RFC 9449 §7.1. */
export function shownToken(header: string | undefined): ShownToken | undefined {
  const [, scheme, token] = /^(bearer|dpop) +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
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
