/** What the witness remembers of a log: the last head it cosigned. */
export interface WitnessedLog {
  readonly origin: string;
  readonly organisationNumber: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed checkpoint with our cosignature, as monitors fetch it. */
  readonly checkpoint: string;
  /** Milliseconds since the epoch; the cosignature states the same instant in whole seconds. */
  readonly cosignedAt: number;
}
