/** How many have joined any gatherer of one connector: a gatherer sees by it whether the process found more to do. */
export interface Traffic {
  joined: number;
}

export interface GathererOptions {
  readonly traffic: Traffic;
  /** A group of this many is closed at once. */
  readonly most: number;
  /** How long a group stays open at the most, milliseconds; at 0 it ends with the turn of the event loop. */
  readonly longestMs: number;
  /** How many could come at all: where all of them wait, there is nobody to wait for. */
  readonly underWay: () => number;
}

/**
 * Gathers what comes at nearly the same time, so that one signature or one sync of the disk serves many, and what is
 * done for many is done in a row, while the processor's caches hold what it needs. A group never waits for what may
 * come: it stays open while the event loop brings more work, is closed by the first whole turn that brings none, and
 * does not wait at all where nobody else is under way. So who waits, waits while the processor is at work for others.
 */
export class Gatherer {
  readonly #options: GathererOptions;
  #waiting: ((size: number) => void)[] = [];
  /** Number of the group that is open, so that a closed one's watch ends. */
  #group = 0;

  constructor(options: GathererOptions) {
    this.#options = options;
  }

  /** Resolves, for each of the group in the order of the calls, with how many they are. */
  company(): Promise<number> {
    this.#options.traffic.joined += 1;
    return new Promise((proceed) => {
      this.#waiting.push(proceed);
      if (this.#waiting.length >= Math.min(this.#options.most, this.#options.underWay())) this.#close();
      else if (this.#waiting.length === 1) this.#open();
    });
  }

  #open(): void {
    const group = this.#group;
    if (this.#options.longestMs === 0) {
      setImmediate(() => this.#group === group && this.#close());
      return;
    }
    const last = performance.now() + this.#options.longestMs;
    // The rest of this turn is not a whole one.
    let joined = Number.NaN;
    const watch = () => {
      if (this.#group !== group) return;
      if (this.#options.traffic.joined === joined || performance.now() >= last) return this.#close();
      joined = this.#options.traffic.joined;
      setImmediate(watch);
    };
    setImmediate(watch);
  }

  #close(): void {
    const group = this.#waiting;
    this.#waiting = [];
    this.#group += 1;
    for (const proceed of group) proceed(group.length);
  }
}
