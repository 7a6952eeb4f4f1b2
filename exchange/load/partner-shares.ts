import { Room } from './room.ts';

interface Most {
  /** Of one partner. */
  readonly exchanges: number;
  readonly bytes: number;
}

/** What one exchange of a partner is counted in, until it leaves. */
export interface Seat {
  /** For the bodies of all of the partner's exchanges. */
  readonly bytes: Room;
  /** Once for each seat. */
  leave(): void;
}

interface Held {
  exchanges: number;
  readonly bytes: Room;
}

/**
 * What each partner holds of a connector, so that none keeps the others out by sending slowly or much. Memory: only
 * partners with an exchange under way are known.
 */
export class PartnerShares {
  readonly #most: Most;
  readonly #held = new Map<string, Held>();

  constructor(most: Most) {
    this.#most = most;
  }

  /** `undefined` where the partner has as many exchanges under way as it may. */
  enter(partner: string): Seat | undefined {
    const held = this.#held.get(partner) ?? { exchanges: 0, bytes: new Room(this.#most.bytes) };
    if (held.exchanges >= this.#most.exchanges) return undefined;
    held.exchanges += 1;
    this.#held.set(partner, held);
    return { bytes: held.bytes, leave: () => this.#leave(partner, held) };
  }

  #leave(partner: string, held: Held): void {
    held.exchanges -= 1;
    if (held.exchanges === 0) this.#held.delete(partner);
  }
}
