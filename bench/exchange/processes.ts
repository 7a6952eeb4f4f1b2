import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Program {
  readonly name: string;
  readonly child: ChildProcess;
  /** Waits for the next JSON line on its standard output; rejects when the program ends without one. */
  next(): Promise<Record<string, unknown>>;
  /** Writes one JSON line to its standard input. */
  tell(line: object): void;
}

export function startProgram(name: string, file: string, ...args: string[]): Program {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const tell = (line: object) => void child.stdin.write(`${JSON.stringify(line)}\n`);
  return { name, child, next: endingWith(child, name, lineReader(child)), tell };
}

/** CPU microseconds of these processes, all threads, as the scheduler counts them (Linux). */
export function cpuMicroseconds(pids: readonly number[]): number {
  let nanoseconds = 0;
  for (const pid of pids)
    for (const thread of readdirSync(`/proc/${pid}/task`))
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  return nanoseconds / 1000;
}

export function residentMegabytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

export async function stopProgram(program: Program): Promise<void> {
  if (program.child.exitCode !== null) return;
  const gone = new Promise((resolve) => program.child.once('exit', resolve));
  program.child.kill('SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3_000))]);
  program.child.kill('SIGKILL');
}

/** A program that has gone says nothing more, and whoever waits for it is told. */
function endingWith<T>(child: ChildProcess, name: string, next: () => Promise<T>): () => Promise<T> {
  const gone = new Promise<never>((_, reject) =>
    child.once('exit', (code, signal) => reject(new Error(`${name} ended (${code ?? signal})`))),
  );
  gone.catch(() => undefined);
  return () => Promise.race([next(), gone]);
}

function lineReader(child: ChildProcess): () => Promise<Record<string, unknown>> {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) (waiting.shift() ?? ((l: string) => void lines.push(l)))(line);
  });
  return () => {
    const ready = lines.shift();
    const text =
      ready === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(ready);
    return text.then((line) => JSON.parse(line) as Record<string, unknown>);
  };
}
