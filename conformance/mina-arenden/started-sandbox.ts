import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freeBlock } from '@ena/testkit/ports.ts';
import type { Running } from '../joining/programs.ts';

const ena = fileURLToPath(new URL('../../apps/cli/bin/ena.mjs', import.meta.url));

/** `ena start --sandbox` in the folder, with the first organisation's connector as the hub's own. */
export async function startSandboxWithConnector(folder: string): Promise<Running> {
  const base = await freeBlock();
  const own = { sandboxCases: false, connectorUrl: `http://127.0.0.1:${base + 10}` };
  mkdirSync(join(folder, 'hub'), { recursive: true });
  writeFileSync(join(folder, 'hub', 'config.json'), JSON.stringify({ 'blocks/mina-arenden': own }));
  const flags = ['start', '--sandbox', '--data', folder, '--port', String(base)];
  const child = spawn(process.execPath, [ena, ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  for await (const text of lines) if (text.startsWith('Ctrl-C')) break;
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${base}`,
    operatorToken: readFileSync(join(folder, 'hub', 'operator-token'), 'utf8'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
