/*
 * C2SP tlog-tiles (https://c2sp.org/tlog-tiles): names of tiles and entry bundles, and which ones a tree has.
 */

export const tileWidth = 256;

/** A tile of hashes (`level` 0–63) or a bundle of entries. `width` 256 is a full one. */
export interface TileName {
  readonly level: number | 'entries';
  /** Index within the level. */
  readonly index: number;
  /** 1–256. */
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, no leading slash. */
export function tilePath({ level, index, width }: TileName): string {
  const partial = width === tileWidth ? '' : `.p/${width}`;
  return `tile/${level}/${tileIndexPath(index)}${partial}`;
}

/** `undefined` for anything but the one spelling that `tilePath` writes: no leading zeroes, no empty elements. */
export function parseTilePath(path: string): TileName | undefined {
  const match = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const index = Number((match[2] ?? '').replace(/[x/]/g, ''));
  const width = match[3] === undefined ? tileWidth : Number(match[3]);
  const name: TileName = { level, index, width };
  const inRange =
    (level === 'entries' || level <= 63) &&
    Number.isSafeInteger(index) &&
    (match[3] === undefined || width < tileWidth);
  return inRange && tilePath(name) === path ? name : undefined;
}

/** How many hashes level `level` (or entries, as level 0) has in a tree of `size`. */
export function hashesAtLevel(size: number, level: number | 'entries'): number {
  return Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
}

/** Whether a tree of `size` fills this tile at least as far as its width. Partial tiles of full ones count. */
export function tileExists(size: number, { level, index, width }: TileName): boolean {
  const isName = Number.isSafeInteger(index) && index >= 0 && width >= 1 && width <= tileWidth;
  return isName && hashesAtLevel(size, level) >= index * tileWidth + width;
}

/** The last tile of every level: what a client needs for a tree of `size` beside full tiles. */
export function rightmostTiles(size: number): TileName[] {
  const tiles: TileName[] = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level += 1) {
    const width = hashesAtLevel(size, level) % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(hashesAtLevel(size, level) / tileWidth), width });
  }
  return tiles;
}

function tileIndexPath(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const elements = padded.match(/\d{3}/g) ?? [];
  return elements.map((element, i) => (i === elements.length - 1 ? element : `x${element}`)).join('/');
}
