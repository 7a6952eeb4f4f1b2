import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Bytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { leafInput, nodeInput } from '@ena/kernel/trace/merkle.ts';
import { sha256 } from '../web-crypto.ts';

/**
 * A log of `size` entries with ours at `index`: the text of its checkpoint and the inclusion path.
 * Written straight from the definitions of RFC 6962 §2.1, so that it shares no code with what it tests.
 */
export async function logWith(origin: string, entry: Bytes, index: number, size: number) {
  const entries = Array.from({ length: size }, (_, at) => (at === index ? entry : utf8(`entry ${at}`)));
  const leaves = await Promise.all(entries.map((data) => sha256(leafInput(data))));
  const root = await treeHash(leaves);
  return { head: `${origin}\n${size}\n${encodeBase64(root)}\n`, path: await pathTo(index, leaves) };
}

export async function treeHash(leaves: readonly Bytes[]): Promise<Bytes> {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return only;
  const middle = splitOf(leaves.length);
  return sha256(nodeInput(await treeHash(leaves.slice(0, middle)), await treeHash(leaves.slice(middle))));
}

async function pathTo(index: number, leaves: readonly Bytes[]): Promise<Bytes[]> {
  if (leaves.length <= 1) return [];
  const middle = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...(await pathTo(index, left)), await treeHash(right)]
    : [...(await pathTo(index - middle, right)), await treeHash(left)];
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
