// Runs before every npm script that needs the dependencies; must run on Node 20, so plain JavaScript.
// Installs what the lockfile names when it has changed since the last install, and nothing else.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.ena-lock');
const digest = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

function say(text) {
  process.stderr.write(text);
}

/** Shows that something happens: a running count of seconds on a terminal, a line each ten seconds elsewhere. */
function showProgress(started) {
  const seconds = () => Math.round((Date.now() - started) / 1000);
  if (process.stderr.isTTY) return setInterval(() => say(`\r  ${seconds()} s `), 1000);
  return setInterval(() => say(`  still installing, ${seconds()} s\n`), 10_000);
}

function runNpm() {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    const npm = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    npm.on('error', () => resolve(127));
    npm.on('close', (code) => resolve(code ?? 1));
  });
}

async function install() {
  say('Installing the dependencies of the lockfile (first start, or the lockfile changed) …\n');
  const started = Date.now();
  const progress = showProgress(started);
  const code = await runNpm();
  clearInterval(progress);
  if (process.stderr.isTTY) say('\r');
  if (code === 127) say('npm is not on the PATH. Install it with Node and run the same command again.\n');
  else if (code !== 0)
    say('npm ci failed; its message is above. Mend that and run the same command again.\n');
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, digest);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** The lockfile brings Node 24 for most machines; npm scripts find it in node_modules/.bin before any other. */
function requireNode24() {
  const pinned = ['node', 'node.exe', 'node.cmd'].some((name) =>
    existsSync(join(root, 'node_modules', '.bin', name)),
  );
  if (pinned || Number(process.versions.node.split('.')[0]) >= 24) return;
  say(
    `Node 24 or later is needed, and this is ${process.versions.node}. There is no packaged Node 24 for ` +
      `${process.platform}-${process.arch}: install it from nodejs.org and run the same command again.\n`,
  );
  process.exit(1);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) await install();
requireNode24();
