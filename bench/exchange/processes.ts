import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Program {
  readonly name: string;
  readonly child: ChildProcess;
  /** Waits for the next JSON line on its standard output. */
  next(): Promise<Record<string, unknown>>;
}

const ticksPerSecond = 100;

export function startProgram(name: string, file: string, ...args: string[]): Program {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  return { name, child, next: lineReader(child) };
}

/** CPU seconds, user and system, of a process and the children it names (Linux). */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }, 0);
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
