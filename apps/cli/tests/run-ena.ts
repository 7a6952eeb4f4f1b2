import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ena = fileURLToPath(new URL('../bin/ena.mjs', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function spawnEna(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [ena, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs one command to its end; `input` goes to its standard input. */
export function runEna(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawnEna(args);
  const ran = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    ran.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    ran.stderr += text;
  });
  child.stdin?.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })));
}

/** The line of the child's standard output that begins so; fails when it ends without one. */
export async function lineOf(child: ChildProcess, start: string): Promise<string> {
  if (child.stdout === null) throw new Error('its standard output is not piped');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(start)) return line;
  }
  throw new Error(`it ended without a line that begins with ${start}`);
}

export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Command lines of the living processes that name the folder; Linux only, elsewhere none. */
export function processesOf(folder: string): readonly string[] {
  return processIds().flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(folder) ? [line] : [];
    } catch {
      return [];
    }
  });
}

function processIds(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  } catch {
    return [];
  }
}

/** The last line of standard output, which `--json` makes JSON. */
export function lastLine({ stdout, stderr }: Ran) {
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Fails unless the command ended with the code and one sentence, in both languages. */
export function isOneSentence(
  { code, stderr }: Ran,
  expectedCode: number,
  swedish: RegExp,
  english: RegExp,
): void {
  const lines = stderr.trimEnd().split('\n');
  assert.equal(code, expectedCode, stderr);
  assert.match(lines.at(-2) ?? '', swedish);
  assert.match(lines.at(-1) ?? '', english);
  assert.doesNotMatch(stderr, /\n {4}at /);
}
