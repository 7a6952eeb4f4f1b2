import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { it } from 'node:test';
import { inCheckout } from './shell.ts';

it('a command whose reader has gone ends as it would have, without a word', async () => {
  const child = spawn(process.execPath, [inCheckout('apps/cli/main.ts'), 'ask', '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.equal(said, '');
  assert.equal(code, 0);
});

const skip = existsSync('/dev/full') ? false : 'this system has no /dev/full';
it('an answer that cannot be written is told in a sentence', { skip }, async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [inCheckout('apps/cli/main.ts'), 'ask', '--help'], {
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  assert.ok(child.stderr);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.match(said, /^Det som kommandot svarar .*\nThe answer cannot be written \(ENOSPC\)\.\n$/);
  assert.equal(code, 3);
});
