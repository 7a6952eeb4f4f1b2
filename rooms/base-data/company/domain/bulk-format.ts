import type { Result } from '@ena/kernel/result.ts';

/** How one published bulk file is written and how its rows are read. Columns are found by name, never by place. */
export interface BulkFormat<Row> {
  readonly encoding: 'utf8' | 'latin1';
  /** `quoted`: `;` between fields in double quotes. `plain`: TAB, and a quote is a letter like any other. */
  readonly fields: 'quoted' | 'plain';
  /** Without these there is no import. */
  readonly required: readonly string[];
  /** Read when there; their absence is reported. */
  readonly optional: readonly string[];
  /** Known and not read; their presence is not reported. */
  readonly ignored: readonly string[];
  /** What two rows of one thing share; the later row wins. */
  keyOf(row: Row): string;
  /** Binds the columns and answers the reader of rows. A refused row gives its reason, never its content. */
  bind(place: ColumnPlace): (fields: readonly string[]) => Result<Row, string>;
}

/** The place of a column in this file, -1 where the file lacks it. */
export type ColumnPlace = (column: string) => number;

export interface HeaderFindings {
  readonly missingRequired: readonly string[];
  readonly missingOptional: readonly string[];
  readonly unknown: readonly string[];
}

/** Compares a header with a format. A trailing empty name, which a closing separator makes, is no column. */
export function judgeHeader(
  format: Pick<BulkFormat<unknown>, 'required' | 'optional' | 'ignored'>,
  header: readonly string[],
): HeaderFindings {
  const present = new Set(header);
  const known = new Set([...format.required, ...format.optional, ...format.ignored]);
  return {
    missingRequired: format.required.filter((column) => !present.has(column)),
    missingOptional: format.optional.filter((column) => !present.has(column)),
    unknown: header.filter((column, i) => !known.has(column) && !(column === '' && i === header.length - 1)),
  };
}

export function columnPlaces(header: readonly string[]): ColumnPlace {
  const places = new Map(header.map((column, i) => [column, i]));
  return (column) => places.get(column) ?? -1;
}
