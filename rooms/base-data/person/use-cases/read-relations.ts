import type { Person } from '../domain/person.ts';
import { lastDay, type Relation } from '../domain/relation.ts';
import type { PersonReader } from '../store/store.ts';

/** A relation with both persons, and the day that it ends by law or by decision. */
export interface RelationOfPersons {
  readonly id: string;
  readonly kind: Relation['kind'];
  readonly representative: Person;
  readonly represented: Person;
  readonly from: string;
  readonly to?: string;
}

const batch = 500;

/** Every relation, read in batches. */
export async function* readRelations(
  store: Pick<PersonReader, 'relations' | 'person'>,
): AsyncGenerator<RelationOfPersons> {
  for (let after = ''; ; ) {
    const relations = await store.relations(after, batch);
    for (const relation of relations) {
      const representative = await store.person(relation.representative);
      const represented = await store.person(relation.represented);
      if (representative === undefined || represented === undefined) continue;
      const { id, kind, from } = relation;
      const to = lastDay(relation);
      yield { id, kind, representative, represented, from, ...(to !== undefined && { to }) };
    }
    const last = relations.at(-1);
    if (last === undefined || relations.length < batch) return;
    after = last.id;
  }
}
