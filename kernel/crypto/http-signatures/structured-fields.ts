import { fail, ok, type Result } from '../../result.ts';
import {
  type Cursor,
  code,
  type Dictionary,
  give,
  type InnerList,
  type Item,
  keep,
  type Member,
  readItem,
  readKey,
  readParameters,
  type StructuredFieldLimits,
  type StructuredFieldProblem,
  skipSpaces,
} from './structured-field-items.ts';

export type {
  BareItem,
  Dictionary,
  InnerList,
  Item,
  Member,
  Parameters,
  StructuredFieldLimits,
  StructuredFieldProblem,
} from './structured-field-items.ts';
export {
  serialiseBareItem,
  serialiseDictionary,
  serialiseMember,
  serialiseParameters,
} from './structured-field-serialiser.ts';

/*
 * Structured field values, RFC 9651 (https://www.rfc-editor.org/rfc/rfc9651), as far as signatures and digests
 * need them: dictionaries, inner lists, items. Portable: no Node import. Nothing here throws.
 */

export const defaultLimits: StructuredFieldLimits = {
  characters: 65_536,
  members: 1024,
  items: 256,
  parameters: 256,
  duplicates: 'last-wins',
};

/** Reads a dictionary from one field value; several lines of the field are joined with `, ` before. */
export function parseDictionary(
  text: string,
  limits: Partial<StructuredFieldLimits> = {},
): Result<Dictionary, StructuredFieldProblem> {
  return parseWhole(text, limits, readDictionary);
}

/** Reads a field that is one item. */
export function parseItem(
  text: string,
  limits: Partial<StructuredFieldLimits> = {},
): Result<Item, StructuredFieldProblem> {
  return parseWhole(text, limits, readItem);
}

/** Reads one inner list standing alone; it is not a field by itself but the value of a `Signature-Input` member. */
export function parseInnerList(
  text: string,
  limits: Partial<StructuredFieldLimits> = {},
): Result<InnerList, StructuredFieldProblem> {
  return parseWhole(text, limits, readInnerList);
}

/** §4.2: spaces around, and nothing after. */
function parseWhole<T>(
  text: string,
  limits: Partial<StructuredFieldLimits>,
  read: (cursor: Cursor) => T | undefined,
): Result<T, StructuredFieldProblem> {
  const cursor: Cursor = { text, limits: { ...defaultLimits, ...limits }, at: 0, problem: undefined };
  if (text.length > cursor.limits.characters) return fail('too-long');
  skipSpaces(cursor);
  const value = read(cursor);
  if (value === undefined) return fail(cursor.problem ?? 'bad-item');
  skipSpaces(cursor);
  return cursor.at === text.length ? ok(value) : fail('trailing-characters');
}

function readDictionary(cursor: Cursor): Dictionary | undefined {
  const { text } = cursor;
  const members = new Map<string, Member>();
  while (cursor.at < text.length) {
    const key = readKey(cursor);
    if (key === undefined) return undefined;
    const member = readMember(cursor);
    if (member === undefined) return undefined;
    if (!keep(cursor, members, key, member)) return undefined;
    if (members.size > cursor.limits.members) return give(cursor, 'too-many');
    skipOptionalWhitespace(cursor);
    if (cursor.at === text.length) return members;
    if (text.charCodeAt(cursor.at) !== code.comma) return give(cursor, 'trailing-characters');
    cursor.at++;
    skipOptionalWhitespace(cursor);
    if (cursor.at === text.length) return give(cursor, 'trailing-comma');
  }
  return members;
}

function readMember(cursor: Cursor): Member | undefined {
  if (cursor.text.charCodeAt(cursor.at) !== code.equals) {
    const params = readParameters(cursor);
    return params === undefined
      ? undefined
      : { kind: 'item', value: { kind: 'boolean', value: true }, params };
  }
  cursor.at++;
  return cursor.text.charCodeAt(cursor.at) === code.open ? readInnerList(cursor) : readItem(cursor);
}

function readInnerList(cursor: Cursor): InnerList | undefined {
  const { text } = cursor;
  if (text.charCodeAt(cursor.at) !== code.open) return give(cursor, 'bad-inner-list');
  cursor.at++;
  const items: Item[] = [];
  while (cursor.at < text.length) {
    skipSpaces(cursor);
    if (text.charCodeAt(cursor.at) === code.close) {
      cursor.at++;
      const params = readParameters(cursor);
      return params === undefined ? undefined : { kind: 'inner-list', items, params };
    }
    const item = readItem(cursor);
    if (item === undefined) return undefined;
    items.push(item);
    if (items.length > cursor.limits.items) return give(cursor, 'too-many');
    const after = text.charCodeAt(cursor.at);
    if (after !== code.space && after !== code.close) return give(cursor, 'bad-inner-list');
  }
  return give(cursor, 'bad-inner-list');
}

function skipOptionalWhitespace(cursor: Cursor): void {
  for (; ; cursor.at++) {
    const c = cursor.text.charCodeAt(cursor.at);
    if (c !== code.space && c !== code.tab) return;
  }
}
