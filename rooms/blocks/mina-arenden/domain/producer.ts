/** Who has customer events to tell of. */
export interface Producer {
  /** In addresses: `testkommunen`. */
  readonly id: string;
  /** What the names of its event types begin with: `TESTKOP`. */
  readonly prefix: string;
  readonly name: string;
  /** Organisation number, ten digits. */
  readonly organisation: string;
  /** Milliseconds since the epoch. */
  readonly registeredAt: number;
}

export const producerIdForm = '^[a-z][a-z0-9-]{1,62}$';
