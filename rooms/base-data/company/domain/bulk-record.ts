/** One record of a bulk file: its fields, or why it cannot be one. */
export interface BulkRecord {
  readonly fields: readonly string[] | undefined;
  readonly fault: string | undefined;
  /** First line of the record, counted from 1 for the header. */
  readonly line: number;
  /** The record after this one begins at this byte, on this line. */
  readonly nextByte: number;
  readonly nextLine: number;
}
