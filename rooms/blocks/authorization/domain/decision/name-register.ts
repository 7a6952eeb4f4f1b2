/** The names that occur under each type, with how many rules mention them; listed in order. */
export class NameRegister {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #sorted = new Map<string, readonly string[]>();

  add(type: string, name: string): void {
    const names = this.#counts.get(type) ?? new Map<string, number>();
    this.#counts.set(type, names);
    const count = names.get(name) ?? 0;
    names.set(name, count + 1);
    if (count === 0) this.#sorted.delete(type);
  }

  remove(type: string, name: string): void {
    const names = this.#counts.get(type);
    const count = names?.get(name) ?? 0;
    if (names === undefined || count === 0) return;
    if (count > 1) {
      names.set(name, count - 1);
      return;
    }
    names.delete(name);
    this.#sorted.delete(type);
    if (names.size === 0) this.#counts.delete(type);
  }

  /** In the order of code units, so that a position in the list outlives additions. */
  list(type: string): readonly string[] {
    const known = this.#sorted.get(type);
    if (known !== undefined) return known;
    const names = this.#counts.get(type);
    if (names === undefined) return [];
    const sorted = [...names.keys()].sort();
    this.#sorted.set(type, sorted);
    return sorted;
  }
}
