import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ConfiguredHub {
  readonly url: string;
  /** Lays a new signing key in the folder of a relying party, as another process of the installation does it. */
  turnKey(relyingParty: string): void;
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

/** The hub program with Mina ombud in the sandbox, and one issuer of id tokens more, whose keys are at `jwksUri`. */
export async function startConfiguredHub(issuer: string, jwksUri: string): Promise<ConfiguredHub> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-mina-ombud-'));
  const more = { issuer, audiences: ['mina-ombud'], jwksUri, allowMissingExp: true, test: true };
  const configuration = { 'blocks/mina-ombud': { idTokenIssuers: [more] } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configuration));
  const main = fileURLToPath(new URL('../../apps/hub/main.ts', import.meta.url));
  const place = ['--data', folder, '--port', String(await freePort()), '--rooms', rooms.join(',')];
  const flags = [...place, '--log-level', 'error', '--sandbox', '--exit-with-parent'];
  const env = { ...process.env, DATABASE_URL: '' };
  const hub = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const { url } = JSON.parse(await firstLine(hub)) as { url: string };
  return {
    url,
    turnKey: (relyingParty) => {
      const keys = join(folder, 'keys/blocks/mina-ombud');
      const names = readdirSync(keys, { recursive: true, encoding: 'utf8' });
      const place = names.find((name) => basename(name) === relyingParty);
      if (place === undefined) throw new Error(`${relyingParty} has no key yet`);
      layKey(join(keys, place), Date.now());
    },
    stop: async () => {
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function layKey(place: string, from: number): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const next = readdirSync(place).filter((file) => file.endsWith('.pem')).length + 1;
  const file = `${String(next).padStart(6, '0')}.pem`;
  writeFileSync(join(place, file), `From: ${from}\n${pem}`, { mode: 0o600, flag: 'wx' });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function firstLine(hub: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    hub.stdout?.once('data', (line) => resolve(String(line)));
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code}`)));
  });
}
