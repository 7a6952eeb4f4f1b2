import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Bytes, concatBytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { leafInput } from '@ena/kernel/trace/merkle.ts';
import { tilePath, tileWidth } from '@ena/kernel/trace/tiles.ts';
import { treeHash } from '../../verify/tests/build-log.ts';
import type { NoteKey } from '../../verify/tests/keys.ts';
import { sha256 } from '../../verify/web-crypto.ts';

export interface TestLog {
  /** Path below the log's prefix → what is served there. */
  readonly files: Map<string, Bytes>;
  readonly root: string;
}

/** A log of `size` entries as tlog-tiles lays it out, as far as level 0, signed by `log` and by the witnesses. */
export async function buildTiles(
  origin: string,
  size: number,
  log: NoteKey,
  witnesses: readonly NoteKey[] = [],
): Promise<TestLog> {
  const entries = Array.from({ length: size }, (_, at) => utf8(`post nummer ${at} åäö`));
  const leaves = await Promise.all(entries.map((entry) => sha256(leafInput(entry))));
  const root = encodeBase64(await treeHash(leaves));
  const head = `${origin}\n${size}\n${root}\n`;
  const lines = [
    await log.line(head),
    ...(await Promise.all(witnesses.map((witness) => witness.line(head, 1767225600)))),
  ];
  const files = new Map([
    ['checkpoint', utf8(`${head}\n${lines.join('')}`)],
    ['vkey', utf8(`${log.vkey}\n`)],
  ]);
  for (let first = 0; first < size; first += tileWidth) {
    const index = first / tileWidth;
    const width = Math.min(tileWidth, size - first);
    files.set(tilePath({ level: 0, index, width }), concatBytes(...leaves.slice(first, first + width)));
    files.set(
      tilePath({ level: 'entries', index, width }),
      concatBytes(...entries.slice(first, first + width).flatMap(framed)),
    );
  }
  return { files, root };
}

function framed(entry: Bytes): Bytes[] {
  return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
}
