import { type Ended, runProcess } from './run-process.ts';
import { eventsOf, type Failure, type Skip, tallyOf } from './tally.ts';

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
  const started = performance.now();
  const ended = await runProcess({ ...run, program: [run.file] });
  const { ended: reachedEnd, ...tally } = tallyOf(eventsOf(ended.events));
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
