const samePressMs = 1_000;

const lookForParentMs = 500;

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP, or when the program that handed over to this one is gone.
 * A signal that reaches npm alone ends npm's shell and not this process: with `watchParent` that is noticed too.
 * A second signal, later than the copies that a terminal and npm make of one key press, ends at once.
 */
export function untilStopped(watchParent: boolean): Promise<void> {
  let firstAt: number | undefined;
  return new Promise((resolve) => {
    const stop = () => {
      if (firstAt !== undefined && performance.now() - firstAt > samePressMs) process.exit(1);
      firstAt ??= performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    if (watchParent) {
      const parent = process.ppid;
      const timer = setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(timer);
        stop();
      }, lookForParentMs);
      timer.unref();
    }
    if (process.channel) {
      process.on('disconnect', stop);
      process.channel.unref();
    }
  });
}
