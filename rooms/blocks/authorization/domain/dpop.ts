/** RFC 9449 §4.3: how far a proof's `iat` may be from our clock, in seconds. */
export const dpopWindowSeconds = 60;

export interface DpopTarget {
  readonly method: string;
  readonly url: string;
}

export interface DpopClaims {
  readonly id: string;
  readonly issuedAt: number;
  readonly nonce: string | undefined;
  readonly tokenHash: string | undefined;
}

/** The claims of a proof for this call; nothing where one is missing, misshapen or about another call. */
export function readDpopClaims(
  { jti, htm, htu, iat, nonce, ath }: Readonly<Record<string, unknown>>,
  target: DpopTarget,
  now: number,
): DpopClaims | undefined {
  if (typeof jti !== 'string' || jti.length < 8 || jti.length > 500) return undefined;
  if (htm !== target.method || typeof htu !== 'string' || !isSameAddress(htu, target.url)) return undefined;
  if (typeof iat !== 'number' || Math.abs(now - iat) > dpopWindowSeconds) return undefined;
  if (nonce !== undefined && typeof nonce !== 'string') return undefined;
  if (ath !== undefined && typeof ath !== 'string') return undefined;
  return { id: jti, issuedAt: iat, nonce, tokenHash: ath };
}

/** §4.3-9: without query and fragment, after normalisation by the URL standard. */
function isSameAddress(given: string, ours: string): boolean {
  if (given.length > 2048 || !URL.canParse(given)) return false;
  const [one, other] = [new URL(given), new URL(ours)];
  return one.origin === other.origin && one.pathname === other.pathname;
}
