import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StartedHub {
  readonly url: string;
  readonly operatorToken: string;
  stop(): Promise<void>;
}

/** The hub program with the identity room and what it needs, in the sandbox, on a port of loopback. */
export async function startHub(clients: readonly object[]): Promise<StartedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-oidc-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ 'blocks/identity': { clients } }));
  const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));
  const flags = [
    '--data',
    folder,
    '--port',
    String(await freePort()),
    '--rooms',
    'blocks/trust-framework,blocks/identity',
  ];
  const hub = spawn(
    process.execPath,
    [main, ...flags, '--log-level', 'error', '--sandbox', '--exit-with-parent'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ready = await firstLine(hub);
  return {
    url: (JSON.parse(ready) as { url: string }).url,
    operatorToken: readFileSync(join(folder, 'operator-token'), 'utf8'),
    stop: async () => {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(hub: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    hub.stdout?.once('data', (line) => resolve(String(line)));
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
