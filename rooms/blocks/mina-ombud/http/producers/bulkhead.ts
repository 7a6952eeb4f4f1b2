/** Runs work while fewer than `most` of its kind are running; answers `full` at once otherwise, and queues nothing. */
export interface Bulkhead {
  run<Value>(work: () => Promise<Value>): Promise<Value | 'full'>;
}

export function createBulkhead(most: number): Bulkhead {
  let running = 0;
  return {
    run: async (work) => {
      if (running >= most) return 'full';
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
      }
    },
  };
}
