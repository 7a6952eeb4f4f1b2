import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateEd25519Key } from '../crypto/keys.ts';
import { ed25519Signer } from './log-signer.ts';
import { openLog } from './transparency-log.ts';

const key = generateEd25519Key();
const pem = key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const origin = '2120000829.sandbox.localhost/log';

/** Appends from 20 callers and writes a line for every acknowledged index, and for every checkpoint handed out. */
const child = `
  import { writeSync } from 'node:fs';
  const { openLog } = await import(${JSON.stringify(new URL('transparency-log.ts', import.meta.url).href)});
  const { ed25519Signer } = await import(${JSON.stringify(new URL('log-signer.ts', import.meta.url).href)});
  const { importPrivatePem } = await import(${JSON.stringify(new URL('../crypto/keys.ts', import.meta.url).href)});
  const { randomBytes } = await import('node:crypto');
  const signer = ed25519Signer(importPrivatePem(process.env.KEY).privateKey);
  const log = await openLog({ folder: process.env.FOLDER, origin: ${JSON.stringify(origin)}, signer, segmentBytes: 100_000 });
  if (!log.ok) { writeSync(1, 'refused ' + log.error.sentence + '\\n'); process.exit(1); }
  writeSync(1, 'opened ' + log.value.size + '\\n');
  const appending = Array.from({ length: 20 }, async () => {
    for (;;) {
      const entry = randomBytes(32);
      const done = await log.value.append(entry, randomBytes(100 + entry[0] * 8));
      if (done.kind === 'appended') writeSync(1, 'ack ' + done.index + ' ' + entry.toString('hex') + '\\n');
    }
  });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    const signed = await log.value.checkpoint();
    if (signed.kind === 'signed') writeSync(1, 'checkpoint ' + signed.size + '\\n');
  }
`;

/** Runs the child until it has acknowledged `count` entries, kills it with SIGKILL, answers its whole lines. */
function killedAfter(folder: string, count: number): Promise<string[]> {
  const started = spawn(process.execPath, ['--input-type=module', '-e', child], {
    env: { ...process.env, KEY: pem, FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  started.stdout.setEncoding('utf8');
  started.stdout.on('data', (text: string) => {
    output += text;
    if (output.split('\nack ').length > count) started.kill('SIGKILL');
  });
  return new Promise((resolve) => started.on('close', () => resolve(output.split('\n').slice(0, -1))));
}

test('kill -9 under load, several times: every acknowledged entry is there and every checkpoint still holds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ena-crash-'));
  try {
    const acknowledged = new Map<number, string>();
    for (const count of [1, 40, 150, 300, 500, 700]) {
      const lines = await killedAfter(folder, count);
      const [opened] = lines;
      assert.match(opened ?? '', /^opened /, opened);
      assert.ok(Number(opened?.split(' ')[1]) >= acknowledged.size);
      for (const [kind, index, entry] of lines.map((line) => line.split(' '))) {
        if (kind === 'ack') acknowledged.set(Number(index), entry ?? '');
      }
      const started = performance.now();
      const log = await openLog({ folder, origin, signer: ed25519Signer(key.privateKey) });
      if (!log.ok) assert.fail(log.error.sentence);
      assert.ok(performance.now() - started < 2000);
      for (const [index, entry] of acknowledged) {
        const record = log.value.read(index);
        assert.ok(record.ok, `acknowledged entry ${index} is lost`);
        assert.equal(record.value.entry.toString('hex'), entry);
      }
      assert.equal((await log.value.verifyAll()).kind, 'sound');
      await log.value.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
