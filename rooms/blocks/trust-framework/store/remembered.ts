/**
 * A read by id that asks only for the revision, gathered with others, while what it knows is of that revision.
 * As fresh as the revision is: a change by another process is seen at once. At most `most` are remembered.
 */
export function remembered<T extends { readonly revision: number }>(
  revisionOf: (id: string) => Promise<number | undefined>,
  find: (id: string) => Promise<T | undefined>,
  most = 20_000,
): (id: string) => Promise<T | undefined> {
  const known = new Map<string, T>();
  return async (id) => {
    const revision = await revisionOf(id);
    if (revision === undefined) {
      known.delete(id);
      return undefined;
    }
    const last = known.get(id);
    if (last?.revision === revision) return last;
    const found = await find(id);
    if (found === undefined) return undefined;
    for (const oldest of known.keys()) {
      if (known.size < most) break;
      known.delete(oldest);
    }
    known.set(id, found);
    return found;
  };
}
