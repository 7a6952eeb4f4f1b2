/** The public half of a key that signs e-signatures, or once did. */
export interface SignatureKey {
  readonly kid: string;
  readonly jwk: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** When its private half was known to have leaked: nothing that it signed is believed from then on. */
  readonly withdrawnAt: number | undefined;
}
