import { fail, ok, type Result } from '../../result.ts';
import { encodeBase64, isBase64 } from './base64.ts';
import type { Component } from './component.ts';
import {
  type HeaderLines,
  type Message,
  type RequestMessage,
  splitTargetUri,
  type TargetUri,
} from './message.ts';
import { queryParameter } from './query-param.ts';
import { serialiseDictionary, serialiseMember } from './structured-field-serialiser.ts';
import { parseDictionary } from './structured-fields.ts';

/*
 * What a component stands for in a message, RFC 9421 §2.1–2.4. Portable.
 */

export type BaseProblemKind =
  /** The message has no such field, member or parameter. */
  | 'component-missing'
  /** We do not know the component, or it means nothing for this kind of message. */
  | 'component-unsupported'
  /** It could mean more than one thing (a query parameter given twice). */
  | 'component-ambiguous'
  /** Its value is not what its parameters say, or holds characters that cannot be signed. */
  | 'component-unreadable'
  /** It is named twice. */
  | 'component-duplicate';

type Value = Result<string, BaseProblemKind>;

export function componentValue(component: Component, message: Message): Value {
  const source = component.params.req === true ? requestOf(message) : message;
  if (source === undefined) return fail('component-unsupported');
  const value = component.name.startsWith('@')
    ? derivedValue(component, source)
    : fieldValue(component, source.headers);
  return value.ok && unsignable.test(value.value) ? fail('component-unreadable') : value;
}

/** The base is ASCII text in lines (§2.5): nothing but tab and printable ASCII may stand in a value. */
const unsignable = /[^\t\x20-\x7e]/;

/**
 * The value of nearly every component: a field of one line with nothing to trim and no line break in it. Whether its
 * characters can be signed is for the caller to check. `undefined`: ask `componentValue`.
 */
export function readyField(component: Component, headers: HeaderLines): string | undefined {
  if (!component.isPlainField) return undefined;
  const lines = headers.get(component.name);
  const line = typeof lines === 'string' ? lines : lines?.length === 1 ? lines[0] : undefined;
  return line !== undefined && isReady(line) ? line : undefined;
}

function isReady(line: string): boolean {
  return !isBlank(line.charCodeAt(0)) && !isBlank(line.charCodeAt(line.length - 1)) && !line.includes('\n');
}

function requestOf(message: Message): RequestMessage | undefined {
  return message.kind === 'response' ? message.request : undefined;
}

function derivedValue(component: Component, message: Message): Value {
  if (message.kind === 'response') {
    if (component.name !== '@status') return fail('component-unsupported');
    const { status } = message;
    return Number.isInteger(status) && status >= 100 && status <= 999
      ? ok(String(status))
      : fail('component-unreadable');
  }
  switch (component.name) {
    case '@method':
      return ok(message.method);
    case '@target-uri':
      return ok(message.targetUri);
    case '@query-param':
      return fromTarget(message, (target) => queryParameter(target.query, component.params.name ?? ''));
    default:
      return fromTarget(message, (target) => targetPart(component.name, target));
  }
}

function fromTarget(message: RequestMessage, read: (target: TargetUri) => Value): Value {
  const target = splitTargetUri(message.targetUri);
  return target === undefined ? fail('component-unreadable') : read(target);
}

function targetPart(name: string, target: TargetUri): Value {
  switch (name) {
    case '@authority':
      return ok(target.authority);
    case '@scheme':
      return ok(target.scheme);
    case '@request-target':
      return ok(target.path + target.query);
    case '@path':
      return ok(target.path);
    case '@query':
      return ok(target.query === '' ? '?' : target.query);
    default:
      return fail('component-unsupported');
  }
}

function fieldValue(component: Component, headers: HeaderLines): Value {
  const found = headers.get(component.name);
  const lines = typeof found === 'string' ? [found] : found;
  if (lines === undefined || lines.length === 0) return fail('component-missing');
  const { key, sf, bs } = component.params;
  if (bs === true) return byteSequences(lines);
  if (key !== undefined) return dictionaryMember(combined(lines), key);
  if (sf === true) return strictForm(component.name, combined(lines));
  return ok(combined(lines));
}

/** §2.1: each line trimmed, obsolete folding made one space, lines joined with a comma and a space. */
function combined(lines: readonly string[]): string {
  const only = lines.length === 1 ? lines[0] : undefined;
  return only !== undefined ? canonicalLine(only) : lines.map(canonicalLine).join(', ');
}

function canonicalLine(line: string): string {
  const unfolded = line.includes('\n') ? line.replace(/[ \t]*\r?\n[ \t]+/g, ' ') : line;
  return trimmed(unfolded);
}

/** Spaces and tabs only; `String.trim` would also take characters that are part of the value. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x09;
}

/** Node hands field values over as latin-1: one character, one byte. */
function byteSequences(lines: readonly string[]): Value {
  const parts: string[] = [];
  for (const line of lines) {
    const bytes = Uint8Array.from(canonicalLine(line), (c) => c.charCodeAt(0));
    parts.push(`:${encodeBase64(bytes)}:`);
  }
  return ok(parts.join(', '));
}

/** A field that is nothing but this one member, in bytes: its value is already in the only form it can have. */
function loneBinary(text: string, key: string): string | undefined {
  const from = key.length + 1;
  if (text.charAt(from) !== ':' || !text.startsWith(key) || text.charAt(from - 1) !== '=') return undefined;
  if (text.indexOf(':', from + 1) !== text.length - 1 || !keyForm.test(key)) return undefined;
  return isBase64(text.slice(from + 1, -1)) ? text.slice(from) : undefined;
}

const keyForm = /^[a-z*][a-z0-9_\-.*]*$/;

function dictionaryMember(text: string, key: string): Value {
  const lone = loneBinary(text, key);
  if (lone !== undefined) return ok(lone);
  const dictionary = parseDictionary(text, { duplicates: 'refuse' });
  if (!dictionary.ok) return fail('component-unreadable');
  const member = dictionary.value.get(key);
  if (member === undefined) return fail('component-missing');
  const value = serialiseMember(member);
  return value === undefined ? fail('component-unreadable') : ok(value);
}

/** `;sf` needs to know a field's type (§2.1.1). These are the dictionaries among the fields that we sign. */
const dictionaryFields = new Set([
  'content-digest',
  'repr-digest',
  'signature',
  'signature-input',
  'want-content-digest',
]);

function strictForm(name: string, text: string): Value {
  if (!dictionaryFields.has(name)) return fail('component-unsupported');
  const dictionary = parseDictionary(text);
  const value = dictionary.ok ? serialiseDictionary(dictionary.value) : undefined;
  return value === undefined ? fail('component-unreadable') : ok(value);
}
