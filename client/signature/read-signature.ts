type Claims = Readonly<Record<string, unknown>>;

const claim = 'https://id.oidc.se/claim/';

/** What an e-signature of Ena says (`docs/signing.md`). */
export interface Said {
  readonly issuer: string;
  readonly personalNumber: string;
  readonly name: string;
  /** A URI of the Swedish levels of assurance. */
  readonly level: string;
  /** SHA-256 of the bytes that were signed, base64url. */
  readonly textHash: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Evidence {
  readonly issuer: string;
  readonly clientId: string;
  readonly idToken: string;
  readonly salt: string;
  readonly jwks: unknown;
}

export function readSaid(payload: Claims): Said | undefined {
  const { iss, iat, name, acr, tbs_sha256: textHash } = payload;
  const personalNumber = numberIn(payload);
  if (typeof iss !== 'string' || typeof name !== 'string' || typeof acr !== 'string') return undefined;
  if (typeof textHash !== 'string' || !Number.isSafeInteger(iat) || personalNumber === undefined)
    return undefined;
  return { issuer: iss, personalNumber, name, level: acr, textHash, at: Number(iat) * 1000 };
}

export function readEvidence({ evidence }: Claims): Evidence | undefined {
  if (typeof evidence !== 'object' || evidence === null) return undefined;
  const { iss, client_id: clientId, id_token: idToken, nonce_salt: salt, jwks } = evidence as Claims;
  if (typeof iss !== 'string' || typeof clientId !== 'string') return undefined;
  if (typeof idToken !== 'string' || typeof salt !== 'string') return undefined;
  return { issuer: iss, clientId, idToken, salt, jwks };
}

export function numberIn(payload: Claims): string | undefined {
  const number = payload[`${claim}personalIdentityNumber`] ?? payload[`${claim}coordinationNumber`];
  return typeof number === 'string' ? number : undefined;
}

/** The person's own signature, in the provider's format, base64. */
export function ownSignatureIn(payload: Claims): string | undefined {
  const value = payload[`${claim}userSignature`];
  return typeof value === 'string' ? value : undefined;
}
