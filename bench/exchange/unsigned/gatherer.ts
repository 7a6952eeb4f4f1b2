/** Without a disk to wait for there is nothing to gather. */
export class Gatherer<T> {
  readonly #onGroup: (items: readonly T[]) => void;

  constructor({ onGroup }: { readonly onGroup: (items: readonly T[]) => void }) {
    this.#onGroup = onGroup;
  }

  add(item: T): void {
    this.#onGroup([item]);
  }

  close(): void {}
}
