import { type EntityRef, entityKey } from './question.ts';
import type { RegisteredEntity } from './rules.ts';

/** A chain of memberships longer than this is a mistake, and would let one rule make every question slow. */
const mostGroups = 1_000;

/** What is registered about entities: attributes, memberships, relations. */
export class EntityIndex {
  readonly #byKey = new Map<string, RegisteredEntity>();
  readonly #relations = new Set<string>();

  put(entity: RegisteredEntity): void {
    const key = entityKey(entity);
    this.#byKey.set(key, entity);
    for (const { relation, object } of entity.relations) {
      this.#relations.add(tripleKey(key, relation, entityKey(object)));
    }
  }

  remove(entity: RegisteredEntity): void {
    const key = entityKey(entity);
    this.#byKey.delete(key);
    for (const { relation, object } of entity.relations) {
      this.#relations.delete(tripleKey(key, relation, entityKey(object)));
    }
  }

  find(ref: EntityRef): RegisteredEntity | undefined {
    return this.#byKey.get(entityKey(ref));
  }

  isRelated(subject: string, relation: string, object: string): boolean {
    return this.#relations.has(tripleKey(subject, relation, object));
  }

  /** The entity and all that it is a member of, over any number of steps, each once, itself first. */
  closure(ref: EntityRef): readonly EntityRef[] {
    const first = this.find(ref);
    if (first === undefined || first.memberOf.length === 0) return [ref];
    const found = new Map<string, EntityRef>([[entityKey(ref), ref]]);
    // A Map lists what is added while it is walked: this goes on until nothing new turns up.
    for (const one of found.values()) {
      for (const group of this.find(one)?.memberOf ?? []) {
        if (found.size < mostGroups) found.set(entityKey(group), group);
      }
    }
    return [...found.values()];
  }
}

function tripleKey(subject: string, relation: string, object: string): string {
  return `${subject}\u0000${relation}\u0000${object}`;
}
