import { ok, type Result } from '@ena/kernel/result.ts';
import { readSortOrder, type SortAttribute, type SortFault, type SortTerm } from '../domain/sort-order.ts';

/** What `page.sort` of `POST /sok/fullmakter` may name. */
export const sortAttributes = {
  fullmaktshavare: 'holder',
  fullmaktsgivare: 'grantor',
  giltigFrom: 'valid-from',
  giltigTom: 'valid-to',
  referensnummer: 'reference',
  rubrik: 'title',
  tredjeman: 'relying-party',
} as const satisfies Record<string, SortAttribute>;

const defaultSort = 'rubrik,tredjeman,fullmaktsgivare,fullmaktshavare,giltigFrom,referensnummer';

/** The order asked for; that of the contract where none is, or where the text is empty. */
export function parseSort(sort: string | undefined): Result<readonly SortTerm[], SortFault> {
  const terms = readSortOrder(sort === undefined || sort.trim() === '' ? defaultSort : sort, sortAttributes);
  return terms.ok ? ok(terms.value) : terms;
}
