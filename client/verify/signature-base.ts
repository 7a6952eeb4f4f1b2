import { batchAlgorithm } from '@ena/kernel/crypto/http-signatures/batch-value.ts';

/** What one signature covers, read back from its signature base (RFC 9421 §2.5). */
export interface SignatureBase {
  /** Component identifier as written, without the quotes round a plain name: `@method`, `"signature";req;key="ena"`. */
  readonly components: ReadonlyMap<string, string>;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly keyid: string;
  readonly alg: MessageAlgorithm;
}

/** RFC 9421 §3.3.4, and one signature for a group of messages. */
export type MessageAlgorithm = 'ecdsa-p256-sha256' | typeof batchAlgorithm;

const algorithms = ['ecdsa-p256-sha256', batchAlgorithm] as const;
const line = /^("[a-z@][a-z0-9-]*"(?:;[a-z]+(?:="[^"\\]*")?)*): (.*)$/;
const parameters = /^\((.*)\)((?:;[a-z]+=(?:"[^"\\]*"|[0-9]+))*)$/;

/**
 * Undefined unless the text is a base of Ena's own profile: every covered component once, in the order that
 * `@signature-params` lists them, ES256 for one message or for a group, tag `ena-exchange`. The order and the list are part of what is
 * signed, so a component cannot be claimed without being covered.
 */
export function parseSignatureBase(base: string): SignatureBase | undefined {
  const lines = base.split('\n').map((text) => line.exec(text));
  const last = lines.pop();
  if (last?.[1] !== '"@signature-params"' || last[2] === undefined) return undefined;
  const [, list, tail] = parameters.exec(last[2]) ?? [];
  if (list === undefined || tail === undefined) return undefined;
  const pairs = lines.map((match): [string, string] => [match?.[1] ?? '', match?.[2] ?? '']);
  const names = pairs.map(([name]) => name);
  if (names.join(' ') !== list || new Set(names).size !== names.length) return undefined;
  return readParameters(tail, new Map(pairs.map(([name, value]) => [plain(name), value])));
}

/** `"@method"` → `@method`; an identifier with parameters stays as it is. */
function plain(identifier: string): string {
  return /^"[^"]*"$/.test(identifier) ? identifier.slice(1, -1) : identifier;
}

function readParameters(tail: string, components: ReadonlyMap<string, string>): SignatureBase | undefined {
  const found = new Map(
    [...tail.matchAll(/;([a-z]+)=("[^"\\]*"|[0-9]+)/g)].map((m): [string, string] => [
      m[1] ?? '',
      m[2] ?? '',
    ]),
  );
  const created = found.get('created') ?? '';
  const keyid = found.get('keyid') ?? '';
  const alg = algorithms.find((name) => found.get('alg') === `"${name}"`);
  if (alg === undefined || found.get('tag') !== '"ena-exchange"') return undefined;
  if (!/^[1-9][0-9]{0,11}$/.test(created) || !keyid.startsWith('"')) return undefined;
  return { components, created: Number(created), keyid: keyid.slice(1, -1), alg };
}
