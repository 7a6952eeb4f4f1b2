import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the published samples know of the client that they all fall back to. */
const sample = { id: 'mina-ombud-sample', secret: '3392d044-d0f2-491d-a40d-edda4f1361c0' };

export interface SandboxHub {
  readonly url: string;
  /** An access token of the published sample client, from the contract's own token endpoint. */
  token(scope: string): Promise<string>;
  /** An id token of a test person, by her number. */
  idToken(personalNumber: string): Promise<string>;
  stop(): Promise<void>;
}

const rooms = [
  'blocks/trust-framework',
  'blocks/authorization',
  'blocks/identity',
  'base-data/company',
  'base-data/person',
  'blocks/mina-ombud',
];

/** The hub program with Mina ombud and what it needs, in the sandbox. */
export async function startSandboxHub(): Promise<SandboxHub> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-mina-ombud-'));
  const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));
  const place = ['--data', folder, '--port', String(await freePort()), '--rooms', rooms.join(',')];
  const flags = [...place, '--log-level', 'error', '--sandbox', '--exit-with-parent'];
  const env = { ...process.env, DATABASE_URL: '' };
  const hub = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const { url } = JSON.parse(await firstLine(hub)) as { url: string };
  return {
    url,
    token: (scope) => accessToken(url, scope),
    idToken: async (personalNumber) => {
      const headers = { 'content-type': 'text/plain' };
      const answer = await fetch(`${url}/sample/user`, { method: 'POST', headers, body: personalNumber });
      return answer.text();
    },
    stop: async () => {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function accessToken(url: string, scope: string): Promise<string> {
  const answer = await fetch(`${url}/auth/realms/dfm/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${sample.id}:${sample.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
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
