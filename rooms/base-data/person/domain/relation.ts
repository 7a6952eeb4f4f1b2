import { isPersonalNumber, lastDayAsMinor } from '@ena/kernel/personal-number.ts';

/**
 * By which one person may act for another: a child's custodian (vårdnadshavare), someone's guardian (god man), or
 * an administrator whom a court has appointed (förvaltare).
 */
export const relationKinds = ['custody', 'guardian', 'administrator'] as const;
export type RelationKind = (typeof relationKinds)[number];

export interface Relation {
  readonly id: string;
  readonly kind: RelationKind;
  /** Personal numbers, twelve digits. */
  readonly representative: string;
  readonly represented: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day, which is included; absent: until it is ended. */
  readonly to?: string;
}

/** The relation's last day; custody ends the day before the child is 18, whatever was written. */
export function lastDay({ kind, represented, to }: Omit<Relation, 'id'>): string | undefined {
  if (kind !== 'custody') return to;
  const minor = lastDayAsMinor(represented);
  return to === undefined || to > minor ? minor : to;
}

/** What is wrong with a relation, as a place and a sentence that repeats no number; nothing where all is well. */
export function relationFault(
  relation: Omit<Relation, 'id'>,
): { readonly pointer: string; readonly detail: string } | undefined {
  for (const member of ['representative', 'represented'] as const) {
    if (!isPersonalNumber(relation[member]))
      return { pointer: `/${member}`, detail: 'Check the number: twelve digits with their check digit.' };
  }
  if (relation.representative === relation.represented)
    return { pointer: '/represented', detail: 'Nobody represents themself; name another person.' };
  const last = lastDay(relation);
  if (last !== undefined && last < relation.from)
    return { pointer: '/from', detail: 'The relation ends before it begins.' };
  return undefined;
}
