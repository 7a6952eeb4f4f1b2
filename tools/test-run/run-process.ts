import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ProcessRun {
  readonly root: string;
  /** The file that Node runs, from the root, and its arguments. */
  readonly program: readonly string[];
  /** Run only tests whose name matches. */
  readonly only: string | undefined;
  /** After this the process and all it started are killed. */
  readonly limitMs: number;
}

export interface Ended {
  /** What the reporter wrote; the last line may be cut off. */
  readonly events: readonly string[];
  /** Standard output and error, in the order they came. */
  readonly output: string;
  readonly code: number | null;
  readonly tooLong: boolean;
}

const reporter = pathToFileURL(join(import.meta.dirname, 'reporter.ts')).href;

/** Processes that are running now, so that an interrupt can end them with all they started. */
const running = new Set<ChildProcess>();

function killWithChildren(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

export function killAllRunning(): void {
  for (const child of running) killWithChildren(child);
}

/** Runs a program that holds tests, and answers what its tests told and how it ended. */
export async function runProcess(run: ProcessRun): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-test-'));
  const events = join(folder, 'events');
  const ended = await untilEnd(start(run, events), run.limitMs);
  const lines = readLines(events);
  rmSync(folder, { recursive: true, force: true });
  return { ...ended, events: lines };
}

function start({ root, program, only }: ProcessRun, events: string): ChildProcess {
  const pattern = only === undefined ? [] : [`--test-name-pattern=${only}`];
  const flags = [`--test-reporter=${reporter}`, `--test-reporter-destination=${events}`, ...pattern];
  const [file = '', ...rest] = program;
  return spawn(process.execPath, [...flags, resolve(root, file), ...rest], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'ena', 'compiled'),
      ...process.env,
      NODE_TEST_CONTEXT: undefined,
      NODE_ENV: 'test',
    },
  });
}

function untilEnd(child: ChildProcess, limitMs: number): Promise<Omit<Ended, 'events'>> {
  running.add(child);
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk));
  let tooLong = false;
  const watchdog = setTimeout(() => {
    tooLong = true;
    killWithChildren(child);
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(watchdog);
      running.delete(child);
      killWithChildren(child);
      resolve({ output: Buffer.concat(printed).toString(), code, tooLong });
    });
  });
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
