/**
 * Parses JSON that every reader reads alike: of an object that names a member twice one parser keeps the first and
 * another the last (RFC 8259 §4), so what was verified would not be what the service reads. `undefined` for that, and
 * for what is no JSON in UTF-8.
 */
export function unambiguousJson(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return namesTwice(text) ? undefined : value;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Of valid JSON: texts, and what opens, closes or names. All else can be passed over. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}:]/g;

function namesTwice(text: string): boolean {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (token !== ':') last = token;
    else {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
