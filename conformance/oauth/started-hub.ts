import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StartedHub {
  readonly url: string;
  register(id: string, client: object): Promise<void>;
  stop(): Promise<void>;
}

export interface HubSetup {
  /** Of the room authorization. */
  readonly configuration?: object;
  /** Where others reach it; `url` stays the address on loopback. */
  readonly publicUrl?: string;
}

/** The hub program with trust framework and authorization, in the sandbox, on a port of loopback. */
export async function startHub({ configuration = {}, publicUrl }: HubSetup = {}): Promise<StartedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-oauth-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ 'blocks/authorization': configuration }));
  const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));
  const rooms = 'blocks/trust-framework,blocks/authorization';
  const flags = ['--data', folder, '--port', String(await freePort()), '--rooms', rooms];
  if (publicUrl !== undefined) flags.push('--public-url', publicUrl);
  const hub = spawn(
    process.execPath,
    [main, ...flags, '--log-level', 'error', '--sandbox', '--exit-with-parent'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { url } = JSON.parse(await firstLine(hub)) as { url: string };
  const operator = readFileSync(join(folder, 'operator-token'), 'utf8');
  return {
    url,
    register: async (id, client) => {
      const answer = await fetch(`${url}/authorization/v1/clients/${encodeURIComponent(id)}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
        body: JSON.stringify(client),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
