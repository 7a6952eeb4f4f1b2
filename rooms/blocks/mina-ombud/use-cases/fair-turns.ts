/** Work that only so many may do at once. */
export interface FairTurns {
  /** Of several askers with work waiting each gets one done in turn: whoever has much does not hold up who has little. */
  run<Value>(asker: object, work: () => Promise<Value>): Promise<Value>;
}

type Start = () => void;

export function createFairTurns(most: number): FairTurns {
  /** In the order in which their turns come; never an empty list. */
  const waiting = new Map<object, Start[]>();
  let running = 0;

  const startNext = (): void => {
    const [next] = waiting;
    if (next === undefined) return;
    const [asker, starts] = next;
    const start = starts.shift();
    waiting.delete(asker);
    if (starts.length > 0) waiting.set(asker, starts);
    start?.();
  };

  return {
    run: async (asker, work) => {
      if (running < most) running += 1;
      else {
        const others = waiting.get(asker) ?? [];
        waiting.set(asker, others);
        await new Promise<void>((resolve) => others.push(resolve));
      }
      try {
        return await work();
      } finally {
        if (waiting.size === 0) running -= 1;
        else startNext();
      }
    },
  };
}
