import type { EndEvent, TestEvent } from './event.ts';
import { type FileResult, runFile } from './run-file.ts';
import { type Ended, runProcess } from './run-process.ts';
import { eventsOf, tallyOf } from './tally.ts';

export interface GroupRun {
  readonly root: string;
  readonly files: readonly string[];
  /** For one file; a group gets as much again for every four. */
  readonly limitMs: number;
}

/** Runs test files one after the other in one process (testkit/run-together.ts); each must be told of there. */
const program = 'testkit/run-together.ts';

/**
 * One result for each file. Where the process did not end as it should, no one can tell whose fault it was: then each
 * file runs again by itself, and if all of them do well there, the group has failed all the same.
 */
export async function runTogether(run: GroupRun): Promise<readonly FileResult[]> {
  const [only] = run.files;
  if (run.files.length === 1 && only !== undefined) return [await runAlone(run, only)];
  const limitMs = run.limitMs * (1 + run.files.length / 4);
  const ended = await runProcess({
    root: run.root,
    program: [program, ...run.files],
    only: undefined,
    limitMs,
  });
  const events = eventsOf(ended.events);
  const suites = partsOf(events);
  const failed = [...suites.values()].some(({ suite }) => suite.event === 'fail');
  const whole = events.at(-1)?.event === 'end' && !ended.tooLong && (ended.code === 0 || failed);
  if (!whole || run.files.some((file) => !suites.has(file))) return eachAlone(run, ended);
  return run.files.map((file) => resultOf(file, suites.get(file) as Part, ended.output));
}

interface Part {
  readonly suite: TestEvent;
  readonly inside: readonly TestEvent[];
}

/** Each file is a suite at the top, reported after what is inside it. */
function partsOf(events: readonly (TestEvent | EndEvent)[]): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  let inside: TestEvent[] = [];
  for (const event of events) {
    if (event.event === 'end') continue;
    if (event.nesting > 0) inside.push({ ...event, nesting: event.nesting - 1 });
    else {
      parts.set(event.name, { suite: event, inside });
      inside = [];
    }
  }
  return parts;
}

function resultOf(file: string, { suite, inside }: Part, output: string): FileResult {
  const tally = tallyOf(inside);
  const wrong = suite.event === 'fail' && !suite.inherited ? suite.error : undefined;
  const none = tally.passed + tally.failures.length + tally.skips.length === 0 ? 'holds no test' : undefined;
  const error = wrong ?? none;
  const failures = [
    ...tally.failures,
    ...(error === undefined ? [] : [{ title: '(the file itself)', line: 1, error }]),
  ];
  return {
    file,
    passed: tally.passed,
    skips: tally.skips,
    failures,
    ms: suite.ms,
    output: failures.length === 0 ? '' : output,
  };
}

function runAlone({ root, limitMs }: GroupRun, file: string): Promise<FileResult> {
  return runFile({ root, file, only: undefined, limitMs });
}

async function eachAlone(run: GroupRun, ended: Ended): Promise<readonly FileResult[]> {
  const results: FileResult[] = [];
  for (const file of run.files) results.push(await runAlone(run, file));
  const [first, ...rest] = results;
  if (first === undefined || results.some(({ failures }) => failures.length > 0)) return results;
  const error = `ended wrongly (exit code ${ended.code}${ended.tooLong ? ', too late' : ''}) together with ${run.files.join(', ')}; by itself each does well`;
  return [
    { ...first, failures: [{ title: '(the file itself)', line: 1, error }], output: ended.output },
    ...rest,
  ];
}
