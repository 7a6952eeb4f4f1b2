/*
 * The message as signatures see it, apart from any HTTP library. Portable.
 */

/** Field lines by lower-case name: one line, or several in the order in which they came, unjoined. A `Map` is one. */
export interface HeaderLines {
  get(name: string): string | readonly string[] | undefined;
}

export interface RequestMessage {
  readonly kind: 'request';
  /** As on the wire; case matters: `POST`. */
  readonly method: string;
  /** Absolute, as the sender meant it: `https://host/path?query`. A server builds it from configuration, not from `Host`. */
  readonly targetUri: string;
  readonly headers: HeaderLines;
}

export interface ResponseMessage {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: HeaderLines;
  /** The request it answers; needed for components with `;req`. */
  readonly request?: RequestMessage;
}

export type Message = RequestMessage | ResponseMessage;

/** From node's `rawHeaders` or undici's flat list: name, value, name, value … Names in any case. */
export function headerLinesFromRaw(raw: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    const known = lines.get(name);
    if (known === undefined) lines.set(name, [value]);
    else known.push(value);
  }
  return lines;
}

/** From an object of headers, as one writes them; names in any case. */
export function headerLinesFromRecord(
  record: Readonly<Record<string, string | readonly string[] | undefined>>,
): ReadonlyMap<string, readonly string[]> {
  const raw = Object.entries(record).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((line) => [name, line]),
  );
  return headerLinesFromRaw(raw);
}

/** The parts of an absolute http(s) URI as written; nothing is decoded or normalised. */
export interface TargetUri {
  /** Lower case. */
  readonly scheme: string;
  /** Lower case, without the scheme's default port. */
  readonly authority: string;
  /** `/` where it is empty. */
  readonly path: string;
  /** With its `?`; empty where there is none. */
  readonly query: string;
}

const targetForm = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#@]+)(\/[^?#]*)?(\?[^#]*)?$/;
const defaultPort: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/** `undefined` for anything that is not absolute, has user information or a fragment. */
export function splitTargetUri(uri: string): TargetUri | undefined {
  const match = targetForm.exec(uri);
  if (match === null) return undefined;
  const scheme = (match[1] ?? '').toLowerCase();
  const host = (match[2] ?? '').toLowerCase();
  const port = defaultPort[scheme];
  const authority = port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
  return { scheme, authority, path: match[3] ?? '/', query: match[4] ?? '' };
}
