/** Answers the bench what this process has used so far. */
export function reportUsage(): void {
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const all = process.cpuUsage();
    const main = process.threadCpuUsage();
    process.send?.({
      cpuUs: all.user + all.system,
      mainUs: main.user + main.system,
      memoryMb: process.memoryUsage().rss / 1_048_576,
    });
  });
  process.on('disconnect', () => process.exit(0));
}

export interface Setup {
  readonly clientId: string;
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly database: string | undefined;
}

/** The first message of the bench: which client there is. */
export function setup(): Promise<Setup> {
  return new Promise((resolve) => {
    process.once('message', (message) => resolve(message as Setup));
  });
}
