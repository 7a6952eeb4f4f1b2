import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { Mandate } from '../domain/mandate.ts';
import { standingOn } from '../domain/standing.ts';
import type { MandateReader } from '../store/store.ts';
import type { MandateSeen } from './search-mandates.ts';

export type ReadMandateOutcome =
  | {
      readonly kind: 'found';
      readonly found: MandateSeen;
      /** Those passed on from it by its own holders; `undefined` where they were not asked for. */
      readonly passedOn: readonly MandateSeen[] | undefined;
    }
  /** There is none with this id at this relying party. */
  | { readonly kind: 'missing' };

export interface MandateAsked {
  readonly relyingParty: string;
  readonly id: string;
  /** Which of those passed on to tell of; `current`: those that are neither ended nor run out. */
  readonly passedOn?: 'current' | 'all';
}

export async function readMandate(
  { relyingParty, id, passedOn }: MandateAsked,
  { store, clock }: { readonly store: Pick<MandateReader, 'find' | 'descendants'>; readonly clock: Clock },
): Promise<ReadMandateOutcome> {
  const found = await store.find(id);
  if (found === undefined || found.mandate.relyingParty.id !== relyingParty) return { kind: 'missing' };
  const day = swedishDate(clock.now());
  const seen = { ...found, standing: standingOn(found.mandate, day) };
  if (passedOn === undefined) return { kind: 'found', found: seen, passedOn: undefined };
  const children = childrenOf(id, found.delegated ? await store.descendants(id) : [], day);
  return {
    kind: 'found',
    found: seen,
    passedOn: passedOn === 'all' ? children : children.filter(({ standing }) => standing !== 'past'),
  };
}

function childrenOf(id: string, descendants: readonly Mandate[], day: string): readonly MandateSeen[] {
  const parents = new Set(descendants.map(({ parent }) => parent));
  return descendants
    .filter(({ parent }) => parent === id)
    .map((mandate) => ({ mandate, delegated: parents.has(mandate.id), standing: standingOn(mandate, day) }));
}
