// Runs before every npm script that needs the dependencies; must run on Node 20, so plain JavaScript.
// Installs what the lockfile names when it has changed since the last install, and nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.ena-lock');
const digest = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) process.exit(0);

process.stderr.write(
  'Installing the dependencies of the lockfile (first start, or the lockfile changed) …\n',
);
const started = Date.now();
const ticker = setInterval(() => {}, 1000);
const install = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
  shell: process.platform === 'win32',
});
clearInterval(ticker);
if (install.status !== 0) {
  process.stderr.write('npm ci failed; its message is above. Mend that and run the same command again.\n');
  process.exit(install.status ?? 1);
}
writeFileSync(stamp, digest);
process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
