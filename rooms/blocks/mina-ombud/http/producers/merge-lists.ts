import type { SortTerm } from '../../domain/sort-order.ts';
import { sortKey } from '../../store/sort-key.ts';
import type { FullmaktListItem } from '../../wire/hamta-fullmakter-response.ts';

/** The name of a relying party, by its organisation number. */
export type NameOf = (relyingParty: string) => string;

/**
 * Merges lists that are each in the order asked for. Taken together they need not be sorted again, so that an entry
 * never moves between pages because a producer orders names in another way than we do.
 */
export function mergeLists(
  lists: readonly (readonly FullmaktListItem[])[],
  sort: readonly SortTerm[],
  nameOf: NameOf,
): readonly FullmaktListItem[] {
  const compare = inOrder(sort, nameOf);
  return lists.reduce<readonly FullmaktListItem[]>((a, b) => mergeTwo(a, b, compare), []);
}

type Compare = (a: FullmaktListItem, b: FullmaktListItem) => number;

function mergeTwo(
  a: readonly FullmaktListItem[],
  b: readonly FullmaktListItem[],
  compare: Compare,
): readonly FullmaktListItem[] {
  const merged: FullmaktListItem[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined) return [...merged, ...b.slice(j)];
    if (right === undefined) return [...merged, ...a.slice(i)];
    const leftFirst = compare(left, right) <= 0;
    merged.push(leftFirst ? left : right);
    if (leftFirst) i += 1;
    else j += 1;
  }
}

function inOrder(sort: readonly SortTerm[], nameOf: NameOf): Compare {
  return (a, b) => {
    for (const term of sort) {
      const order = byCodePoint(keyOf(a, term, nameOf), keyOf(b, term, nameOf));
      if (order !== 0) return term.descending ? -order : order;
    }
    return byCodePoint(a.id, b.id);
  };
}

/** After every day, as the store has it. */
const withoutEnd = '~';

function keyOf(item: FullmaktListItem, { by, ignoreCase }: SortTerm, nameOf: NameOf): string {
  switch (by) {
    case 'holder':
      return nameKey(item.fullmaktshavare[0]?.namn ?? '', ignoreCase);
    case 'grantor':
      return nameKey(item.fullmaktsgivare.namn, ignoreCase);
    case 'title':
      return nameKey(item.rubrik, ignoreCase);
    case 'relying-party':
      return nameKey(nameOf(item.tredjeman), ignoreCase);
    case 'reference':
      return item.referensnummer;
    case 'valid-from':
      return item.giltigFrom;
    case 'valid-to':
      return item.giltigTom ?? withoutEnd;
  }
}

function nameKey(name: string, ignoreCase: boolean): string {
  const key = sortKey(name);
  return ignoreCase ? key.slice(0, key.indexOf('\u0001')) : key;
}

function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
