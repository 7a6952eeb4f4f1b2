import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of Ena's programs as a process of its own. It ends when this process ends, however that happens. */
export class Program {
  readonly #command: readonly string[];
  #process: ChildProcess | undefined;
  /** What it wrote on standard error, the newest part. */
  complaints = '';

  constructor(...command: string[]) {
    this.#command = command;
  }

  /**
   * Starts it and waits for its ready line; answers how long that took, in milliseconds, without the time that it
   * stood in line for a processor: what else the machine does is no business of the test.
   */
  async start(withinMs = 60_000): Promise<number> {
    const from = performance.now();
    const child = spawn(process.execPath, this.#command, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaints = (this.complaints + chunk.toString('utf8')).slice(-20_000);
    });
    child.stdin.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.#command[0]} was not ready in ${withinMs} ms\n${this.complaints}`)),
        withinMs,
      );
      child.stdout.on('data', (chunk: Buffer) => {
        if (!chunk.includes('"ready":true')) return;
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`${this.#command[0]} ended with ${code}\n${this.complaints}`));
      });
    });
    return performance.now() - from - waitedForProcessor(child.pid);
  }

  /** Of the process that runs, or ran last. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Whether it runs; a program that fell over by itself does not. */
  get runs(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

/** Milliseconds that the main thread was ready to run and did not (Linux, https://docs.kernel.org/scheduler/sched-stats.html); 0 where the system does not tell. */
function waitedForProcessor(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1_000_000;
  } catch {
    return 0;
  }
}
