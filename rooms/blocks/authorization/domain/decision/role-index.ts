import type { Role } from './rules.ts';

/** Roles by name, and what each includes over any number of steps. */
export class RoleIndex {
  readonly #byName = new Map<string, Role>();
  readonly #included = new Map<string, ReadonlySet<string>>();

  put(role: Role): void {
    this.#byName.set(role.name, role);
    this.#included.clear();
  }

  remove(role: Role): void {
    this.#byName.delete(role.name);
    this.#included.clear();
  }

  find(name: string): Role | undefined {
    return this.#byName.get(name);
  }

  /** The role and all that it includes; a circle ends where it began. */
  withIncluded(name: string): ReadonlySet<string> {
    const known = this.#included.get(name);
    if (known !== undefined) return known;
    const found = new Set([name]);
    for (const one of found) {
      for (const included of this.find(one)?.includes ?? []) found.add(included);
    }
    if (this.#byName.has(name)) this.#included.set(name, found);
    return found;
  }
}
