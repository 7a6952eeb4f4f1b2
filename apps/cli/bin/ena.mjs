#!/usr/bin/env node
// The `ena` command. Plain JavaScript that Node 20 runs: it hands over to the Node of the checkout where this one is too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const here = dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= needed) {
  // Compiled code is kept in the installation: the second command is ready in a third of the time.
  module.enableCompileCache(join(here, '..', '..', '..', 'node_modules', '.cache', 'ena', 'compiled'));
  await import('../main.ts');
} else handOver(pinnedNode(here));

/** The Node that the lockfile pins, in the nearest `node_modules` above this file. */
function pinnedNode(folder) {
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const candidates = [join(platform, 'bin', 'node.exe'), join(platform, 'bin', 'node'), join('.bin', 'node')];
  const found = candidates.map((path) => join(folder, 'node_modules', path)).find((path) => existsSync(path));
  if (found !== undefined || dirname(folder) === folder) return found;
  return pinnedNode(dirname(folder));
}

function handOver(node) {
  if (node === undefined) {
    process.stderr.write(
      `Ena behöver Node ${needed}; detta är ${process.versions.node}. Kör \`npm ci\` i Enas mapp, eller installera Node ${needed}.\n` +
        `Ena needs Node ${needed}; this is ${process.versions.node}. Run \`npm ci\` in Ena's folder, or install Node ${needed}.\n`,
    );
    process.exitCode = 3;
    return;
  }
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C in a terminal reaches the child by itself; anything else is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} går inte att köra / cannot be run: ${error.message}\n`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
