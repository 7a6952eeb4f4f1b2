import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Failure, type Skip, tallyOf } from './tally.ts';

export interface FileResult {
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skips: readonly Skip[];
  readonly ms: number;
  /** What the file printed: standard output and error, in the order they came. */
  readonly output: string;
}

export interface FileRun {
  readonly root: string;
  readonly file: string;
  /** Run only tests whose name matches. */
  readonly only: string | undefined;
  /** After this the process and all it started are killed, and the file has failed. */
  readonly limitMs: number;
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

interface Ended {
  readonly output: string;
  readonly code: number | null;
  readonly tooLong: boolean;
}

function runProcess(run: FileRun, events: string): Promise<Ended> {
  const pattern = run.only === undefined ? [] : [`--test-name-pattern=${run.only}`];
  const flags = [`--test-reporter=${reporter}`, `--test-reporter-destination=${events}`, ...pattern];
  const child = spawn(process.execPath, [...flags, join(run.root, run.file)], {
    cwd: run.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_COMPILE_CACHE: join(run.root, 'node_modules', '.cache', 'ena', 'compiled'),
      ...process.env,
      NODE_TEST_CONTEXT: undefined,
      NODE_ENV: 'test',
    },
  });
  running.add(child);
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  let tooLong = false;
  const watchdog = setTimeout(() => {
    tooLong = true;
    killWithChildren(child);
  }, run.limitMs);
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

/** A file that did not end as a test file ends has failed, whatever its tests said. */
function wrongEnd(run: FileRun, ended: Ended, reachedEnd: boolean, tests: number, failed: number): Failure[] {
  const failure = (error: string): Failure[] => [{ title: '(the file itself)', line: 1, error }];
  if (ended.tooLong) {
    return failure(
      `still running after ${run.limitMs / 1000} s and was killed. Either a test hangs, or something that it opened ` +
        '(server, timer, database) was not closed.',
    );
  }
  if (reachedEnd && ended.code !== 0 && failed === 0) return failure(`ended with exit code ${ended.code}`);
  if (!reachedEnd && ended.code !== 0)
    return failure(`crashed with exit code ${ended.code}; its output is below`);
  if (tests === 0 && run.only === undefined) return failure('holds no test, or ended before its first one');
  return reachedEnd || run.only !== undefined ? [] : failure('ended before its tests did (process.exit?)');
}

/** Runs one test file in a process of its own. */
export async function runFile(run: FileRun): Promise<FileResult> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-test-'));
  const started = performance.now();
  const events = join(folder, 'events');
  const ended = await runProcess(run, events);
  const { ended: reachedEnd, ...tally } = tallyOf(readLines(events));
  rmSync(folder, { recursive: true, force: true });
  const tests = tally.passed + tally.failures.length + tally.skips.length;
  const wrong = wrongEnd(run, ended, reachedEnd, tests, tally.failures.length);
  return {
    file: run.file,
    passed: tally.passed,
    skips: tally.skips,
    failures: [...tally.failures, ...wrong],
    ms: performance.now() - started,
    output: ended.output,
  };
}
