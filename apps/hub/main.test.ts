import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freePort } from '@ena/testkit/ports.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function start(args: readonly string[]): ChildProcess {
  const env = { ...process.env, DATABASE_URL: '' };
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, stderr };
}

async function ready(child: ChildProcess): Promise<string> {
  const ending = ended(child);
  const line = once(child.stdout ?? child, 'data').then(([chunk]) => String(chunk));
  const first = await Promise.race([line, ending]);
  if (typeof first !== 'string') throw new Error(`it ended with ${first.code}: ${first.stderr}`);
  return (JSON.parse(first) as { url: string }).url;
}

test('a hub starts on an empty folder, keeps its identity over a restart and ends on SIGTERM with 0', async () => {
  using folder = temporaryFolder();
  const port = String(await freePort());
  const args = ['--data', folder.path, '--port', port, '--sandbox', '--log-level', 'silent'];
  const anchors: string[] = [];
  for (const _start of ['first', 'second']) {
    const child = start(args);
    const url = await ready(child);
    assert.equal(url, `http://127.0.0.1:${port}`);
    const health = await fetch(`${url}/health`);
    assert.deepEqual([health.status, await health.json()], [200, { status: 'ready', reasons: [] }]);
    const anchor = await (await fetch(`${url}/.well-known/openid-federation`)).text();
    anchors.push(
      JSON.parse(Buffer.from(anchor.split('.')[1] ?? '', 'base64url').toString()).jwks.keys[0].kid,
    );
    assert.match(await (await fetch(url)).text(), /^<!doctype html>/);
    const end = ended(child);
    child.kill('SIGTERM');
    assert.equal((await end).code, 0);
  }
  assert.equal(anchors[0], anchors[1]);
  assert.equal(statSync(join(folder.path, 'operator-token')).mode & 0o777, 0o600);
});

test('a mistake is one clear sentence and exit code 2', async () => {
  using folder = temporaryFolder();
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--port', 'många'], /^--port takes a whole number/],
    [['--rooms', 'blocks/okänd'], /^There is no room blocks\/okänd; there are /],
    [['--rooms', 'blocks/traceability'], /needs blocks\/trust-framework, which is not among the rooms/],
    [['--public-url', 'ftp://x'], /^--public-url takes/],
    [['--colour'], /Unknown option '--colour'/],
  ];
  for (const [flags, sentence] of cases) {
    const { code, stderr } = await ended(start(['--data', folder.path, ...flags]));
    assert.equal(code, 2, stderr);
    assert.match(stderr, sentence);
  }
  writeFileSync(join(folder.path, 'config.json'), '{"blocks/trust-framework": {"statmentLifetimeHours": 1}}');
  const { code, stderr } = await ended(start(['--data', folder.path]));
  assert.equal(code, 2, stderr);
  assert.match(stderr, /"blocks\/trust-framework": there is no key statmentLifetimeHours; the keys are /);
});

test('what the machine refuses is one clear sentence and exit code 3', async () => {
  using folder = temporaryFolder();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const busy = await ended(start(['--data', folder.path, '--port', String(port), '--rooms', '']));
  taken.close();
  assert.equal(busy.code, 3);
  assert.match(busy.stderr, new RegExp(`Port ${port} on 127.0.0.1 is taken`));

  const file = join(folder.path, 'a-file');
  writeFileSync(file, '');
  const noFolder = await ended(start(['--data', join(file, 'hub'), '--rooms', '']));
  assert.equal(noFolder.code, 3);
  assert.match(noFolder.stderr, /a-file/);
});

test('a second hub on the folder of a running one is refused with its number', async () => {
  using folder = temporaryFolder();
  mkdirSync(folder.path, { recursive: true });
  const args = ['--data', folder.path, '--rooms', '', '--log-level', 'silent'];
  const first = start([...args, '--port', String(await freePort())]);
  await ready(first);
  const second = await ended(start([...args, '--port', String(await freePort())]));
  assert.equal(second.code, 3);
  assert.match(second.stderr, new RegExp(`in use by process ${first.pid};`));
  const end = ended(first);
  first.kill('SIGINT');
  assert.equal((await end).code, 0);
  assert.ok(readFileSync(join(folder.path, 'operator-token'), 'utf8').length >= 43);
});
