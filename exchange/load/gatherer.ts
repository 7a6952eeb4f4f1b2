export interface GathererOptions {
  /** A group of this many is closed at once. */
  readonly most: number;
  /** How long a group waits for company while the process is busy; otherwise it ends with the turn of the event loop. */
  readonly waitMs: number;
  /** Whether the process has more to do than it can. */
  readonly isBusy: () => boolean;
  /** How many could come at all: where all of them wait, there is nobody to wait for. */
  readonly underWay: () => number;
}

/**
 * Gathers what comes at nearly the same time, so that one signature or one sync of the disk serves many, and what is
 * done for many is done in a row, while the processor's caches hold what it needs. A process with time to spare lets
 * nothing wait, nor does one with a single exchange. Under load a call waits a few milliseconds; the queue before the
 * processor gets shorter by more than that, because every member of the group is spared its own share of the work.
 */
export class Gatherer {
  readonly #options: GathererOptions;
  #waiting: ((size: number) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GathererOptions) {
    this.#options = options;
  }

  /** Resolves, for each of the group in the order of the calls, with how many they are. */
  company(): Promise<number> {
    return new Promise((proceed) => {
      this.#waiting.push(proceed);
      if (this.#waiting.length >= Math.min(this.#options.most, this.#options.underWay())) this.#close();
      else if (this.#waiting.length === 1) this.#begin();
    });
  }

  #begin(): void {
    if (this.#options.isBusy()) this.#timer = setTimeout(() => this.#close(), this.#options.waitMs);
    else setImmediate(() => this.#close());
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#waiting;
    this.#waiting = [];
    for (const proceed of group) proceed(group.length);
  }
}
