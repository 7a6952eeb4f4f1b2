/** A sync that answers within this is waited for in place. */
const quickMs = 1;
export const fewestInPool = 32;
const mostInPool = 4096;

interface Ways {
  /** Answers when the file is on the medium; nothing else happens in this process meanwhile. */
  readonly inPlace: (fd: number) => void;
  readonly inPool: (fd: number) => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * The way through the thread pool costs more CPU than the sync of a quick disk, and as much time again. So a sync is
 * waited for in place until one was slow; the next ones go through the pool, more of them each time that this repeats.
 * `much`: so much was written that the pool is the place in any case.
 */
export function syncByPace({ inPlace, inPool, now }: Ways): (fd: number, much?: boolean) => Promise<void> {
  let left = 0;
  let afterSlow = fewestInPool;
  return async (fd, much = false) => {
    if (much) return inPool(fd);
    if (left > 0) {
      left -= 1;
      return inPool(fd);
    }
    const started = now();
    inPlace(fd);
    const slow = now() - started > quickMs;
    left = slow ? afterSlow : 0;
    afterSlow = slow ? Math.min(afterSlow * 2, mostInPool) : fewestInPool;
  };
}
