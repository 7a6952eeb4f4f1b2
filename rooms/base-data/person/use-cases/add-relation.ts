import type { EventBus } from '@ena/kernel/events/event.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type Relation, relationFault } from '../domain/relation.ts';
import { relationChanged } from '../events.ts';
import type { PersonReader, PersonWriter } from '../store/store.ts';

export interface AddRelationTools {
  readonly store: Pick<PersonReader, 'person'> & Pick<PersonWriter, 'addRelation'>;
  readonly clock: Clock;
  readonly events: EventBus;
}

export type AddRelationOutcome =
  | { readonly kind: 'added'; readonly relation: Relation }
  | { readonly kind: 'wrong'; readonly pointer: string; readonly detail: string }
  | { readonly kind: 'there-already' };

/** Notes that one person may act for another by law. Both must be in the register. */
export async function addRelation(
  { store, clock, events }: AddRelationTools,
  asked: Omit<Relation, 'id'>,
): Promise<AddRelationOutcome> {
  const fault = relationFault(asked);
  if (fault !== undefined) return { kind: 'wrong', ...fault };
  for (const member of ['representative', 'represented'] as const) {
    if ((await store.person(asked[member])) === undefined)
      return { kind: 'wrong', pointer: `/${member}`, detail: 'Save the person first.' };
  }
  const relation = { id: prefixedId('relation', clock.now()), ...asked };
  if (!(await store.addRelation(relation))) return { kind: 'there-already' };
  events.publish(relationChanged.name, { id: relation.id });
  return { kind: 'added', relation };
}
