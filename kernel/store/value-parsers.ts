/** Object identifiers of PostgreSQL's built-in types. */
const oid = { bytea: 17, int8: 20, date: 1082 } as const;

/** int8 as a number; a value that a number cannot hold exactly is a bug, never a rounded answer. */
function int8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('an int8 from the database does not fit a safe integer');
  return value;
}

function bytea(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}

/**
 * How values arrive, the same from PGlite and from PostgreSQL: int8 → number, bytea → Uint8Array,
 * date → `YYYY-MM-DD` (a calendar date has no time zone). timestamptz is a Date and jsonb is parsed in both already.
 */
export const valueParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [oid.int8]: int8,
  [oid.bytea]: bytea,
  [oid.date]: (text) => text,
};
