import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SandboxHub {
  readonly url: string;
  readonly operatorToken: string;
  /** An access token with the scopes, of a client made for it. */
  token(scopes: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The hub program with Mina ärenden alone, in the sandbox. */
export async function startSandboxHub(): Promise<SandboxHub> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-mina-arenden-'));
  const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));
  const place = ['--data', folder, '--port', String(await freePort()), '--rooms', 'blocks/mina-arenden'];
  const flags = [...place, '--log-level', 'error', '--sandbox', '--exit-with-parent'];
  const env = { ...process.env, DATABASE_URL: '' };
  const hub = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const { url } = JSON.parse(await firstLine(hub)) as { url: string };
  const operatorToken = readFileSync(join(folder, 'operator-token'), 'utf8');
  return {
    url,
    operatorToken,
    token: (scopes) => accessToken(url, operatorToken, scopes),
    stop: async () => {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function accessToken(url: string, operator: string, scopes: readonly string[]): Promise<string> {
  const made = await fetch(`${url}/admin/v1/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'conformance', organisation: '2120000829', scopes }),
  });
  const { secret } = (await made.json()) as { secret: string };
  const form = { grant_type: 'client_credentials', client_id: 'conformance', client_secret: secret };
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (answer.status !== 200) throw new Error(await answer.text());
  return ((await answer.json()) as { access_token: string }).access_token;
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
