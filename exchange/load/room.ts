/** So much at once and no more: bytes of bodies, or messages of callers that nobody knows yet. */
export class Room {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  /** False, and nothing taken, where there is not that much left. */
  take(amount: number): boolean {
    if (this.#held + amount > this.#most) return false;
    this.#held += amount;
    return true;
  }

  give(amount: number): void {
    this.#held -= amount;
  }
}

/** What one message has taken of some rooms, of each alike. It is given back once, and nothing is taken after that. */
export class Share {
  readonly #rooms: readonly Room[];
  #held = 0;
  #isOver = false;

  constructor(...rooms: readonly Room[]) {
    this.#rooms = rooms;
  }

  take(amount: number): boolean {
    if (this.#isOver) return false;
    const full = this.#rooms.findIndex((room) => !room.take(amount));
    if (full !== -1) {
      for (const room of this.#rooms.slice(0, full)) room.give(amount);
      return false;
    }
    this.#held += amount;
    return true;
  }

  giveBack(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const room of this.#rooms) room.give(this.#held);
  }
}
