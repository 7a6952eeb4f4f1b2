/** An even number of backslashes before it: in JSON text `\\u0000` is a backslash and five characters. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * Whether a JSON text has U+0000, escaped, in one of its strings or names; bare, it is no JSON. PostgreSQL keeps no
 * such text, so what it stands in is refused as it is read.
 */
export function holdsNul(json: string): boolean {
  return json.includes('\\u0000') && escapedNul.test(json);
}
