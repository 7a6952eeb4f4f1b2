import type { CaseEvent } from '../../domain/event.ts';
import type { CustomerSpan } from '../../store/forwarding-store.ts';

/** What the index is still to be told of one producer. Beyond so many customers only that it was too much. */
export class Pending {
  readonly #most: number;
  readonly #changed = new Map<string, CustomerSpan>();
  readonly #removed = new Map<string, CustomerSpan['customer']>();
  #isTooMuch = false;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#changed.size + this.#removed.size;
  }

  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  get changed(): readonly CustomerSpan[] {
    return [...this.#changed.values()];
  }

  get removed(): readonly CustomerSpan['customer'][] {
    return [...this.#removed.values()];
  }

  addChanged(events: readonly CaseEvent[]): void {
    for (const { subject, at } of events) {
      if (subject.customer === undefined) continue;
      const { id, kind } = subject.customer;
      const key = `${kind}:${id}`;
      const { first, last } = this.#changed.get(key) ?? { first: at, last: at };
      this.#changed.set(key, {
        customer: { id, kind },
        first: Math.min(first, at),
        last: Math.max(last, at),
      });
    }
    this.#bound();
  }

  addRemoved(events: readonly CaseEvent[]): void {
    for (const { subject } of events) {
      if (subject.customer === undefined) continue;
      const { id, kind } = subject.customer;
      this.#removed.set(`${kind}:${id}`, { id, kind });
    }
    this.#bound();
  }

  #bound(): void {
    if (!this.#isTooMuch && this.size <= this.#most) return;
    this.#isTooMuch = true;
    this.#changed.clear();
    this.#removed.clear();
  }
}
