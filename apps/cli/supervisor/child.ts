import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Text } from '@ena/client/verify/verdict.ts';
import { type Failure, failed, ok, type Result } from '../shell/outcome.ts';
import { sentenceOf } from './last-words.ts';

/** A program that the supervisor runs. */
export interface Program {
  readonly name: Text;
  /** Path of the program and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  /** Appended to: what the program writes on standard error. */
  readonly logFile: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What a program prints when it serves. */
export interface Ready {
  readonly url: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const readyWithinMs = 120_000;
const stopWithinMs = 8_000;

/**
 * One run of one program. It gets a pipe on standard input that it never reads anything from: when this
 * process is gone, however it went, the pipe closes and the program stops by itself (`--exit-with-parent`).
 */
export class Child {
  readonly ended: Promise<Ended>;
  readonly #program: Program;
  readonly #process: ChildProcess;
  readonly #logFrom: number;

  constructor(program: Program) {
    this.#program = program;
    mkdirSync(dirname(program.logFile), { recursive: true, mode: 0o700 });
    const log = openSync(program.logFile, 'a', 0o600);
    this.#logFrom = statSync(program.logFile).size;
    this.#process = spawn(process.execPath, [...program.command, '--exit-with-parent'], {
      stdio: ['pipe', 'pipe', log],
      env: program.environment,
      // Ctrl-C in a terminal goes to the supervisor alone, which stops its children in order.
      detached: process.platform !== 'win32',
    });
    closeSync(log);
    this.#process.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.#process.once('error', () => resolve({ code: null, signal: null }));
      this.#process.once('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** When the program serves; else why it does not. */
  async ready(): Promise<Result<Ready>> {
    const timer = new AbortController();
    const late = new Promise<'late'>((resolve) => {
      const timeout = setTimeout(() => resolve('late'), readyWithinMs);
      timer.signal.addEventListener('abort', () => clearTimeout(timeout));
    });
    const first = await Promise.race([this.#readyLine(), this.ended, late]);
    timer.abort();
    this.#process.stdout?.resume();
    if (first === 'late') return this.#tooLate();
    return 'url' in first ? ok(first) : this.#didNotStart(first);
  }

  /** Asks it to stop, and makes it when it takes too long. */
  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    const force = setTimeout(() => this.#process.kill('SIGKILL'), stopWithinMs);
    await this.ended;
    clearTimeout(force);
  }

  async #readyLine(): Promise<Ready> {
    const { stdout } = this.#process;
    if (stdout) {
      for await (const line of createInterface({ input: stdout })) {
        const ready = parseReady(line);
        if (ready !== undefined) return ready;
      }
    }
    return new Promise(() => {});
  }

  #didNotStart({ code, signal }: Ended): Failure {
    const { name, logFile } = this.#program;
    const why = sentenceOf(logFile, this.#logFrom) ?? `${signal ?? `exit code ${code}`}`;
    return failed(
      'unavailable',
      `${name.sv} startade inte: ${why} (logg: ${logFile})`,
      `${name.en} did not start: ${why} (log: ${logFile})`,
    );
  }

  #tooLate(): Failure {
    const { name, logFile } = this.#program;
    const seconds = readyWithinMs / 1000;
    return failed(
      'unavailable',
      `${name.sv} svarade inte inom ${seconds} s; se ${logFile}.`,
      `${name.en} did not answer within ${seconds} s; see ${logFile}.`,
    );
  }
}

function parseReady(line: string): Ready | undefined {
  try {
    const told = JSON.parse(line);
    return told.ready === true && typeof told.url === 'string' ? { url: told.url } : undefined;
  } catch {
    return undefined;
  }
}
