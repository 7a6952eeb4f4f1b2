import type { GrantorRole, Limit } from './mandate.ts';

/** What a row of an import asks for, as texts; whether it can be granted is judged as for any proposal. */
export interface CsvRow {
  readonly template: string;
  readonly grantorRole: GrantorRole;
  /** Numbers in any written form, with the names that stand beside them. */
  readonly holders: readonly { readonly number: string; readonly name?: string }[];
  readonly permissions: readonly string[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
}

/** Why nothing came of a row. `pointer` as in the terms of a proposal; the detail repeats nothing of the row. */
export interface CsvRefusal {
  readonly line: number;
  readonly code: string;
  readonly pointer?: string;
  readonly detail: string;
}

export type CsvEntry = { readonly line: number; readonly row: CsvRow } | { readonly refusal: CsvRefusal };
