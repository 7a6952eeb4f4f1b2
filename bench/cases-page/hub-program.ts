import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';

const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));

export interface HubProgram {
  readonly url: string;
  asOperator(method: string, path: string, body: object): Promise<Record<string, string>>;
  /** Its folder goes with it. */
  stop(): Promise<void>;
}

/** The hub with its portal and simulated log-in, in a process of its own, without cases. */
export async function startHubProgram(): Promise<HubProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'ena-bench-'));
  const cases = { sandboxCases: false, pauseAfterFailures: 1000 };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ 'blocks/mina-arenden': cases }));
  const flags = ['--data', folder, '--port', String(await freePort()), '--sandbox', '--log-level', 'error'];
  const child = spawn(process.execPath, [main, ...flags, '--exit-with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text)));
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
  const { url } = JSON.parse(said) as { url: string };
  const operator = readFileSync(join(folder, 'operator-token'), 'utf8');
  return {
    url,
    asOperator: async (method, path, body) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, string>;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
