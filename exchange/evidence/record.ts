/** One side's account of one exchange. Stored sealed; the log shows only a salted hash of these bytes. */
export interface ExchangeRecord {
  readonly version: 1;
  readonly role: 'consumer' | 'provider';
  readonly exchangeId: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly receivedAt: string;
  readonly completedAt: string;
  readonly consumer: { readonly orgnr: string; readonly entityId: string; readonly system: string };
  readonly provider: { readonly orgnr: string; readonly entityId: string; readonly service: string };
  /** The operation's template, or the `literal` path where none is known, which stands nowhere but in here; never the query. */
  readonly operation: { readonly method: string; readonly path: string; readonly literal?: true };
  readonly purpose: string;
  readonly legalBasis: string;
  readonly subject?: string;
  /** `X-Road-Id`, where the call came with one. */
  readonly messageId?: string;
  readonly outcome: 'answered' | 'refused' | 'no-answer';
  /** `urn:ena:problem:…` where a connector and not the service answered. */
  readonly problem?: string;
  readonly request: SignedPart;
  readonly response: (SignedPart & { readonly status: number }) | null;
  /** Hex SHA-256 of the statements each party was known by: leaf, subordinate, anchor. */
  readonly statements: { readonly consumer: readonly string[]; readonly provider: readonly string[] };
}

export interface SignedPart {
  readonly signatureBase: string;
  /** base64 */
  readonly signature: string;
  readonly keyid: string;
  /** Length of the body in bytes. */
  readonly bytes: number;
}
