import { entityKey } from './question.ts';
import type { Grant } from './rules.ts';

export interface IndexedGrant {
  readonly id: string;
  readonly grant: Grant;
}

const none: readonly IndexedGrant[] = [];

/** Grants by subject and resource: a question looks at those that name both, however many there are. */
export class GrantIndex {
  readonly #byPair = new Map<string, IndexedGrant[]>();
  readonly #bySubject = new Map<string, number>();

  put(id: string, grant: Grant): void {
    const pair = pairKey(entityKey(grant.subject), resourceKey(grant.resource));
    const grants = this.#byPair.get(pair);
    if (grants === undefined) this.#byPair.set(pair, [{ id, grant }]);
    else grants.push({ id, grant });
    const subject = entityKey(grant.subject);
    this.#bySubject.set(subject, (this.#bySubject.get(subject) ?? 0) + 1);
  }

  remove(id: string, grant: Grant): void {
    const pair = pairKey(entityKey(grant.subject), resourceKey(grant.resource));
    const left = (this.#byPair.get(pair) ?? []).filter((one) => one.id !== id);
    if (left.length > 0) this.#byPair.set(pair, left);
    else this.#byPair.delete(pair);
    const subject = entityKey(grant.subject);
    const count = (this.#bySubject.get(subject) ?? 1) - 1;
    if (count > 0) this.#bySubject.set(subject, count);
    else this.#bySubject.delete(subject);
  }

  /** Those that name this subject and this resource, or this subject and every resource of the type. */
  between(subject: string, resource: string): readonly IndexedGrant[] {
    return this.#byPair.get(pairKey(subject, resource)) ?? none;
  }

  namesSubject(subject: string): boolean {
    return this.#bySubject.has(subject);
  }
}

/** The key under which grants on every resource of a type lie; an id is never empty, so nothing else has it. */
export function everyOfType(type: string): string {
  return entityKey({ type, id: '' });
}

function resourceKey({ type, id }: Grant['resource']): string {
  return entityKey({ type, id: id ?? '' });
}

function pairKey(subject: string, resource: string): string {
  return `${subject}\u0000${resource}`;
}
