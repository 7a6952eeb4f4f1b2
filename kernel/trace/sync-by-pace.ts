/** A sync that answers within this is quick. */
const quickMs = 1;
/** So many in a row are slow on a slow disk; one alone was slow because another process had the processor. */
export const slowDisk = 8;
/** How long a slow disk is left to the pool before a sync is tried in place again. */
export const poolMs = { first: 100, most: 2_000 };

interface Ways {
  /** Answers when the file is on the medium; nothing else happens in this process meanwhile. */
  readonly inPlace: (fd: number) => void;
  readonly inPool: (fd: number) => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * The way through the thread pool costs more CPU than the sync of a quick disk, and as much time again. So a sync is
 * waited for in place until several in a row were slow; then all go through the pool for a while, and for a longer one
 * each time that another one tried in place is slow too. `much`: so much was written that the pool is the place in any
 * case.
 */
export function syncByPace({ inPlace, inPool, now }: Ways): (fd: number, much?: boolean) => Promise<void> {
  let slowInRow = 0;
  let poolUntil = Number.NEGATIVE_INFINITY;
  let next = poolMs.first;
  return async (fd, much = false) => {
    const started = now();
    if (much || started < poolUntil) return inPool(fd);
    inPlace(fd);
    const ended = now();
    slowInRow = ended - started > quickMs ? slowInRow + 1 : 0;
    if (slowInRow === 0) next = poolMs.first;
    if (slowInRow < slowDisk) return;
    poolUntil = ended + next;
    next = Math.min(next * 2, poolMs.most);
  };
}
