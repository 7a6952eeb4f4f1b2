/*
 * JSON Canonicalization Scheme, RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785): one text for one JSON value, so that
 * a signature can be over the value. ECMAScript already writes numbers and strings as §3.2.2 asks; left are the
 * order of members (§3.2.3: UTF-16 code units, which is how JavaScript compares) and what is no I-JSON (RFC 7493).
 */

/** Deeper than any message; a hostile one must not exhaust the stack. */
const deepest = 100;

/**
 * The canonical text. `undefined` for what has none: a number that is not finite, a lone surrogate, anything but
 * null, booleans, numbers, strings, arrays and plain objects, or nesting beyond 100 levels. A member that is
 * `undefined` is absent, as in `JSON.stringify`.
 */
export function canonicalJson(value: unknown): string | undefined {
  return write(value, deepest);
}

function write(value: unknown, levels: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (levels === 0) return undefined;
      return Array.isArray(value) ? writeArray(value, levels - 1) : writeObject(value, levels - 1);
    default:
      return undefined;
  }
}

function writeText(text: string): string | undefined {
  return text.isWellFormed() ? JSON.stringify(text) : undefined;
}

function writeArray(items: readonly unknown[], levels: number): string | undefined {
  const parts: string[] = [];
  for (const item of items) {
    const part = write(item, levels);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

function writeObject(members: object, levels: number): string | undefined {
  const prototype = Object.getPrototypeOf(members);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const parts: string[] = [];
  for (const name of Object.keys(members).sort()) {
    const member = (members as Record<string, unknown>)[name];
    if (member === undefined) continue;
    const key = writeText(name);
    const part = write(member, levels);
    if (key === undefined || part === undefined) return undefined;
    parts.push(`${key}:${part}`);
  }
  return `{${parts.join(',')}}`;
}
