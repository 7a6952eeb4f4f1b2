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

/** What one message has taken of a room. It is given back once, and nothing is taken after that. */
export class Share {
  readonly #room: Room;
  #held = 0;
  #isOver = false;

  constructor(room: Room) {
    this.#room = room;
  }

  take(amount: number): boolean {
    if (this.#isOver || !this.#room.take(amount)) return false;
    this.#held += amount;
    return true;
  }

  giveBack(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#room.give(this.#held);
  }
}
