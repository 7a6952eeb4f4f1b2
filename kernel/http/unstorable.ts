import type { Problem } from './problem.ts';

/*
 * PostgreSQL keeps no U+0000 in a text, and no half of a surrogate pair in JSON
 * (https://www.postgresql.org/docs/current/datatype-json.html). Both are legal in a body, so they are refused here.
 */

type Places = NonNullable<Problem['errors']>;

const mostPlaces = 20;
const deepest = 200;
const detail = 'Take away the character U+0000, or the half of a surrogate pair.';

/** Whether the bytes of a body, or the text of an address, can hold such a character at all; escaped, for JSON and forms. */
export function mayBeUnstorable(sent: Buffer | string): boolean {
  return sent.includes('\\u') || sent.includes('%00') || sent.includes('\0');
}

/** Where a parsed value holds one, by JSON pointer; at most twenty places. */
export function unstorablePlaces(value: unknown): Places | undefined {
  const found: Places[number][] = [];
  look(value, '', 0, found);
  return found.length === 0 ? undefined : found;
}

function look(value: unknown, pointer: string, depth: number, found: Places[number][]): void {
  if (found.length >= mostPlaces) return;
  if (depth > deepest) return void found.push({ pointer: '', detail: `Nest at most ${deepest} levels.` });
  if (typeof value === 'string') {
    if (isUnstorable(value)) found.push({ pointer, detail });
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (isUnstorable(key)) found.push({ pointer, detail });
      else look(part, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1, found);
    }
  }
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}
