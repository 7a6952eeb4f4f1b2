import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freeBlock } from '@ena/testkit/ports.ts';

const ena = fileURLToPath(new URL('../../apps/cli/bin/ena.mjs', import.meta.url));
const hub = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));

export interface Running {
  readonly url: string;
  readonly operatorToken: string;
  stop(): Promise<void>;
}

/** `ena start --sandbox` in the folder, up to its first exchange. */
export async function startSandbox(folder: string): Promise<Running> {
  const base = await freeBlock();
  const child = start([ena, 'start', '--sandbox', '--data', folder, '--port', String(base)]);
  await line(child, (text) => text.startsWith('Ctrl-C'));
  return running(child, `http://127.0.0.1:${base}`, join(folder, 'hub'));
}

/** Another operator's hub: an anchor and an authorization server of its own. */
export async function startOtherHub(folder: string): Promise<Running> {
  const flags = ['--data', folder, '--port', String(await freeBlock()), '--sandbox', '--exit-with-parent'];
  const rooms = ['--rooms', 'blocks/trust-framework,blocks/authorization', '--log-level', 'error'];
  const child = start([hub, ...flags, ...rooms]);
  const ready = JSON.parse(await line(child, (text) => text.startsWith('{'))) as { url: string };
  return running(child, ready.url, folder);
}

/** Runs one command of `ena` with `--json` and answers its last line; throws with what it said when it fails. */
export async function runEna(args: readonly string[]): Promise<Record<string, unknown>> {
  const child = start([ena, ...args, '--json']);
  let out = '';
  let wrong = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    wrong += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`ena ${args.join(' ')} ended with ${code}: ${out}${wrong}`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

function start(command: readonly string[]): ChildProcess {
  return spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] });
}

function running(child: ChildProcess, url: string, folder: string): Running {
  return {
    url,
    operatorToken: readFileSync(join(folder, 'operator-token'), 'utf8'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function line(child: ChildProcess, fits: (text: string) => boolean): Promise<string> {
  let wrong = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    wrong = `${wrong}${text}`.slice(-4000);
  });
  if (child.stdout === null) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  for await (const text of lines)
    if (fits(text)) {
      child.stdout.resume();
      return text;
    }
  throw new Error(`the program ended before it was ready: ${wrong}`);
}
