import { fail, ok, type Result } from '../result.ts';
import type { Route } from './route.ts';

/** The media types a route's body may have; none means that the route takes no body. */
export function consumedTypes(route: Route): readonly string[] {
  if (route.consumes !== undefined) return route.consumes;
  return route.schema?.body === undefined ? [] : ['application/json'];
}

/** `application/json` from `Application/JSON; charset=utf-8`; nothing where the charset is another than UTF-8. */
export function mediaType(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [type = '', ...parameters] = header.split(';');
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    if (name.trim().toLowerCase() !== 'charset') continue;
    if (!['utf-8', 'utf8'].includes(value.trim().replaceAll('"', '').toLowerCase())) return undefined;
  }
  return type.trim().toLowerCase();
}

/**
 * The body as the handler receives it: JSON types parsed, forms as an object of strings (a repeated field is an
 * error, but for those in `repeated`, which are lists), `text/*`, JWTs and XML as a string, all else as bytes. Fails
 * with a sentence that repeats nothing of it.
 */
export function parseBody(
  type: string,
  bytes: Buffer,
  repeated: readonly string[] = [],
): Result<unknown, string> {
  if (type === 'application/json' || type.endsWith('+json')) return parseJson(bytes);
  if (type === 'application/x-www-form-urlencoded') return parseForm(bytes, repeated);
  if (type.startsWith('text/') || type.endsWith('jwt') || type.endsWith('xml')) return decode(bytes);
  return ok(bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function decode(bytes: Buffer): Result<string, string> {
  try {
    return ok(utf8.decode(bytes));
  } catch {
    return fail('The body is not UTF-8.');
  }
}

function parseJson(bytes: Buffer): Result<unknown, string> {
  const text = decode(bytes);
  if (!text.ok) return text;
  let poisoned = false;
  try {
    const needsLook = text.value.includes('__proto__') || text.value.includes('\\u');
    const value: unknown = JSON.parse(text.value, needsLook ? refusePrototype : undefined);
    return poisoned ? fail('The body names a member that is not allowed.') : ok(value);
  } catch {
    return fail('The body is not JSON.');
  }

  function refusePrototype(key: string, value: unknown): unknown {
    if (key === '__proto__') poisoned = true;
    return value;
  }
}

type Form = Record<string, string | string[]>;

function parseForm(bytes: Buffer, repeated: readonly string[]): Result<Form, string> {
  const text = decode(bytes);
  if (!text.ok) return text;
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text.value)) {
    const before = fields.get(name);
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) return fail('The form gives one field twice.');
    else fields.set(name, repeated.includes(name) ? [value] : value);
  }
  return ok(Object.fromEntries(fields));
}
