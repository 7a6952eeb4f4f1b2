import type { Bytes } from '@ena/kernel/trace/bytes.ts';
import { type TileName, tilePath, tileWidth } from '@ena/kernel/trace/tiles.ts';
import { type Connection, callRaw } from '../call.ts';
import type { Text } from '../verify/verdict.ts';

export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly why: Text };

/** Reads one resource of a tlog-tiles log (https://c2sp.org/tlog-tiles). */
export async function readResource(
  log: Connection,
  path: string,
  largestAnswer: number,
): Promise<Read<Bytes>> {
  const raw = await callRaw(log, { method: 'GET', path: `/${path}`, largestAnswer });
  if (raw.kind === 'unreachable') return { kind: 'unreadable', why: raw.sentence };
  if (raw.value.status !== 200) return unreadable(`${log.url}/${path}`, raw.value.status);
  return { kind: 'read', value: raw.value.body };
}

/** A tile, or the beginning of the full tile where the partial one has been cleared away, as the specification lets a log do. */
export async function readTile(log: Connection, tile: TileName, largestAnswer: number): Promise<Read<Bytes>> {
  const partial = await readResource(log, tilePath(tile), largestAnswer);
  if (partial.kind === 'read' || tile.width === tileWidth) return partial;
  const full = await readResource(log, tilePath({ ...tile, width: tileWidth }), largestAnswer);
  return full.kind === 'read' ? full : partial;
}

/** The first `count` entries of a bundle: each behind its length, two bytes big-endian. Undefined if it does not hold them. */
export function readEntries(bundle: Bytes, count: number): Bytes[] | undefined {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Bytes[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 2 > bundle.length) return undefined;
    const end = at + 2 + view.getUint16(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}

/** The first `count` hashes of a tile. */
export function readHashes(tile: Bytes, count: number): Bytes[] | undefined {
  if (tile.length < count * 32) return undefined;
  return Array.from({ length: count }, (_, at) => tile.slice(at * 32, at * 32 + 32));
}

function unreadable(url: string, status: number): Read<never> {
  return { kind: 'unreadable', why: { sv: `${url} svarade ${status}.`, en: `${url} answered ${status}.` } };
}
