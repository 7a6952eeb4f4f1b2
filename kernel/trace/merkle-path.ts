/*
 * Which side the siblings of an inclusion proof stand on, after RFC 9162 §2.1.3.2
 * (https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2). The sides follow from index and size alone, so that one
 * rule serves a hash function that answers at once (Node) and one that answers later (WebCrypto). Portable.
 */

/** One for each hash of the proof, the leaf's sibling first. Needs 0 ≤ index < size, both below 2^53. */
export function siblingSides(index: number, size: number): readonly ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  let fn = index;
  let sn = size - 1;
  while (sn > 0) {
    const left = fn % 2 === 1 || fn === sn;
    sides.push(left ? 'left' : 'right');
    // Step 4.b.ii: on the right edge, levels without a sibling are passed over.
    while (left && fn !== 0 && fn % 2 === 0) {
      fn = Math.floor(fn / 2);
      sn = Math.floor(sn / 2);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sides;
}
