export interface GathererOptions<T> {
  /** A group of this many is closed at once. */
  readonly most: number;
  /** How long a group waits for company while the process is busy; otherwise it ends with the turn of the event loop. */
  readonly waitMs: number;
  /** Whether the process has more to do than it can. */
  readonly isBusy: () => boolean;
  /** Receives each item once, in the order of the calls. */
  readonly onGroup: (items: readonly T[]) => void;
}

/**
 * Gathers what comes at nearly the same time, so that one signature or one sync of the disk serves many. A process
 * with time to spare lets nothing wait. Under load an item waits a few milliseconds; the queue before the processor
 * gets shorter by more than that, because every member of the group is spared its own share of the work.
 */
export class Gatherer<T> {
  readonly #options: GathererOptions<T>;
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GathererOptions<T>) {
    this.#options = options;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length >= this.#options.most) this.close();
    else if (this.#items.length === 1) this.#begin();
  }

  /** Ends the group now. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#items.length > 0) this.#options.onGroup(this.#items.splice(0));
  }

  #begin(): void {
    if (this.#options.isBusy()) this.#timer = setTimeout(() => this.close(), this.#options.waitMs);
    else setImmediate(() => this.close());
  }
}
