import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { Program } from './child.ts';
import { Supervisor } from './supervisor.ts';

const folder = temporaryFolder();
after(() => folder.remove());

/** A program of a few lines, in place of the hub. */
function program(name: string, body: string): Program {
  const script = join(folder.path, `${name}.mjs`);
  writeFileSync(script, body);
  const logFile = join(folder.path, 'logs', `${name}.log`);
  return { name: { sv: name, en: name }, command: [script], logFile, environment: process.env };
}

const serves = `
  process.stdin.once('close', () => process.exit(0)).resume();
  process.on('SIGTERM', () => process.exit(0));
  console.log('not this line');
  console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:1', pid: process.pid }));
`;

const silent = { restarting: () => {}, restarted: () => {} };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds() && performance.now() < end) await new Promise((wait) => setTimeout(wait, 50));
  assert.ok(holds());
}

describe('the supervisor', () => {
  it('answers when a program serves and stops it, with its standard error in the log', async () => {
    const supervisor = new Supervisor(silent);
    const started = await supervisor.start(program('serves', `console.error('å i loggen');${serves}`));
    assert.equal(started.kind === 'ok' && started.value.url, 'http://127.0.0.1:1');
    const pid = supervisor.running[0]?.pid ?? 0;
    assert.ok(isAlive(pid));
    await supervisor.stop();
    assert.equal(isAlive(pid), false);
    assert.equal(readFileSync(join(folder.path, 'logs', 'serves.log'), 'utf8'), 'å i loggen\n');
  });

  it('tells in the program’s own words why it did not start, and only this run’s', async () => {
    const failing = program(
      'fails',
      `console.error('{"level":"info"}\\nPorten är tagen.'); process.exit(3);`,
    );
    const supervisor = new Supervisor(silent);
    for (const _ of [1, 2]) {
      const started = await supervisor.start(failing);
      assert.equal(started.kind, 'failed');
      assert.match(
        started.kind === 'failed' ? started.sv : '',
        /^fails startade inte: Porten är tagen\. \(logg: /,
      );
    }
    const mute = await supervisor.start(program('mute', 'process.exit(7)'));
    assert.match(mute.kind === 'failed' ? mute.en : '', /did not start: exit code 7/);
    const broken = await supervisor.start(program('broken', 'throw new RangeError("för långt")'));
    assert.match(broken.kind === 'failed' ? broken.en : '', /did not start: RangeError: för långt/);
    assert.deepEqual(supervisor.running, []);
    await supervisor.stop();
  });

  it('starts a program again that dies, and not one that it stops', async (t) => {
    const told: string[] = [];
    const supervisor = new Supervisor({
      restarting: (_, how, delayMs) => told.push(`${how} ${delayMs}`),
      restarted: (_, outcome) => told.push(outcome.kind),
    });
    t.after(() => supervisor.stop());
    await supervisor.start(program('dies', serves));
    const first = supervisor.running[0]?.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => told.length === 2);
    assert.deepEqual(told, ['SIGKILL 100', 'ok']);
    const second = supervisor.running[0]?.pid ?? 0;
    assert.notEqual(second, first);
    await supervisor.stop();
    assert.equal(isAlive(second), false);
    assert.equal(told.length, 2);
  });

  it('starts nothing once it stops', async () => {
    const supervisor = new Supervisor(silent);
    await supervisor.stop();
    assert.equal((await supervisor.start(program('late', serves))).kind, 'failed');
  });

  it('leaves no program behind when it is killed itself', async () => {
    const { command, logFile } = program(
      'orphan',
      `${serves}
      import { writeFileSync } from 'node:fs';
      writeFileSync(new URL('orphan.pid', import.meta.url), String(process.pid));`,
    );
    const owner = join(folder.path, 'owner.mts');
    const supervisorFile = fileURLToPath(new URL('./supervisor.ts', import.meta.url));
    writeFileSync(
      owner,
      `import { Supervisor } from ${JSON.stringify(supervisorFile)};
       await new Supervisor({ restarting() {}, restarted() {} }).start(${JSON.stringify({ name: { sv: 'x', en: 'x' }, command, logFile })});
       console.log('up');`,
    );
    const child = spawn(process.execPath, [owner], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const pidFile = join(folder.path, 'orphan.pid');
    await until(() => existsSync(pidFile));
    const pid = Number(readFileSync(pidFile, 'utf8'));
    assert.ok(isAlive(pid));
    child.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});
