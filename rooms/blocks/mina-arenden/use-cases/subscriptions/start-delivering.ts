import { second } from '@ena/kernel/time.ts';
import { type DeliveryTools, deliverNext } from './deliver.ts';

export interface Delivering {
  /** Something may have changed here. */
  wake(): void;
  /** Nothing is sent any more when the promise resolves; what was under way is broken off and sent again later. */
  stop(): Promise<void>;
  /** One sentence while the database could not be asked. */
  health(): string | undefined;
}

export interface DeliveringOptions {
  /** How many receivers are sent to at a time. */
  readonly atOnce: number;
  /** How often it is looked for what another process logged, or left behind. */
  readonly pollMs: number;
  /** Breaks calls off when it stops. */
  readonly breakOff: AbortController;
}

/** How soon to look again while transactions are running that hold changes back. */
const settlingMs = 100;
/** For so long after something changed here. */
const settledWithinMs = 10 * second;
const shortestPauseMs = 10;

/** Sends changes to those who subscribe, in this process; others may do the same at the same time. */
export function startDelivering(tools: DeliveryTools, options: DeliveringOptions): Delivering {
  return new Workers(tools, options);
}

class Workers implements Delivering {
  readonly #tools: DeliveryTools;
  readonly #options: DeliveringOptions;
  readonly #running = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isStopping = false;
  #isLooking = false;
  #isWanted = false;
  #hasFailed = false;
  #wokenAt = Number.NEGATIVE_INFINITY;

  constructor(tools: DeliveryTools, options: DeliveringOptions) {
    this.#tools = tools;
    this.#options = options;
    this.#begin();
  }

  wake(): void {
    this.#wokenAt = performance.now();
    this.#begin();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#options.breakOff.abort();
    await Promise.all(this.#running);
  }

  health(): string | undefined {
    return this.#hasFailed ? 'Changes of cases are not delivered: the database did not answer.' : undefined;
  }

  /** A worker that looks for work, unless one is looking or all are sending: then it is looked once more. */
  #begin(): void {
    if (this.#isStopping) return;
    if (this.#isLooking || this.#running.size >= this.#options.atOnce) {
      this.#isWanted = true;
      return;
    }
    this.#isLooking = true;
    const worker: Promise<void> = this.#work().finally(() => {
      this.#running.delete(worker);
      if (this.#isWanted) this.#begin();
    });
    this.#running.add(worker);
  }

  async #work(): Promise<void> {
    const mine = { isLooking: true };
    try {
      while (!this.#isStopping && (await this.#look(mine)));
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      this.#tools.log.error({ err: error }, 'changes could not be delivered; it is tried again');
      this.#wakeIn(this.#options.pollMs);
    }
    if (mine.isLooking) this.#isLooking = false;
  }

  /** Looks once and sends what there is, while another looks for the rest. Answers whether to look again. */
  async #look(mine: { isLooking: boolean }): Promise<boolean> {
    const since = this.#tools.clock.now();
    this.#isWanted = false;
    const noteClaim = () => {
      mine.isLooking = false;
      this.#isLooking = false;
      this.#begin();
    };
    if (await deliverNext(this.#tools, () => !this.#isStopping, noteClaim)) {
      if (this.#isLooking) {
        this.#isWanted = true;
        return false;
      }
      mine.isLooking = true;
      this.#isLooking = true;
      return true;
    }
    if (!this.#isWanted) await this.#schedule(since);
    return this.#isWanted;
  }

  /** `since`: when it was last looked in vain; what has become due meanwhile counts as well. */
  async #schedule(since: number): Promise<void> {
    if (this.#isStopping) return;
    const { clock, store } = this.#tools;
    const { at, unsettled } = await store.nextWork(since);
    const isFresh = performance.now() - this.#wokenAt < settledWithinMs;
    const settling = unsettled && isFresh ? settlingMs : this.#options.pollMs;
    const due = at === undefined ? Number.POSITIVE_INFINITY : Math.max(shortestPauseMs, at - clock.now());
    this.#wakeIn(Math.min(settling, due, this.#options.pollMs));
  }

  /** The earliest wish counts: another worker may know less. */
  #wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (this.#isStopping || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#begin();
    }, ms);
    this.#timer.unref();
  }
}
