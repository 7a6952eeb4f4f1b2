import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';

export interface HubProgram {
  readonly url: string;
  readonly folder: string;
  readonly operatorToken: string;
  /** Its folder goes with it. */
  stop(): Promise<void>;
}

export interface HubSetup {
  readonly rooms: readonly string[];
  /** By room. */
  readonly configuration?: Readonly<Record<string, object>>;
  /** Where others reach it; `url` stays the address on loopback. */
  readonly publicUrl?: string | undefined;
  /** Where it must be known before the start. */
  readonly port?: number;
  /** Default true. */
  readonly sandbox?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const main = fileURLToPath(new URL('../apps/hub/main.ts', import.meta.url));

/** The hub program with these rooms on a port of loopback and the embedded database. */
export async function startHubProgram({
  rooms,
  configuration = {},
  publicUrl,
  port,
  sandbox = true,
  env: more = {},
}: HubSetup): Promise<HubProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-conformance-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configuration));
  const place = ['--data', folder, '--port', String(port ?? (await freePort())), '--rooms', rooms.join(',')];
  const reached = publicUrl === undefined ? [] : ['--public-url', publicUrl];
  const flags = [
    ...place,
    ...reached,
    '--log-level',
    'error',
    '--exit-with-parent',
    ...(sandbox ? ['--sandbox'] : []),
  ];
  const env = { ...process.env, DATABASE_URL: '', ...more };
  const hub = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const { url } = JSON.parse(await firstLine(hub)) as { url: string };
  return {
    url,
    folder,
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
