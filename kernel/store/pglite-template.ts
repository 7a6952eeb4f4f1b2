import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite'))));
const cacheFolder = join(packageFolder, '..', '..', '.cache', 'ena');
/** A cluster belongs to the version that made it. */
const template = join(cacheFolder, `pglite-${pgliteVersion()}`);
const initialiser = fileURLToPath(new URL('./initialise-pglite.ts', import.meta.url));

function pgliteVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/**
 * Fills `folder` with an empty database cluster, unless it holds one.
 *
 * `initdb` inside PGlite takes 4 s and leaves 400 MB more in the process that ran it, so it runs once for each
 * installation, in a process of its own, and is copied from there (50 ms). Where the installation is read-only
 * the cluster is made in place. Process death at any moment leaves either no cluster or a whole one.
 */
export async function ensureCluster(folder: string): Promise<void> {
  if (await exists(join(folder, 'PG_VERSION'))) return;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const fresh = await mkdtemp(`${folder}.new-`);
  try {
    if (await ensureTemplate()) await cp(template, fresh, { recursive: true });
    else await runInitialiser(fresh);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function ensureTemplate(): Promise<boolean> {
  if (await exists(template)) return true;
  let fresh: string;
  try {
    await mkdir(cacheFolder, { recursive: true });
    fresh = await mkdtemp(`${template}.new-`);
  } catch {
    return false;
  }
  try {
    await runInitialiser(fresh);
    await rename(fresh, template);
  } catch (error) {
    if (!(await exists(template))) throw error; // else another process was quicker
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return true;
}

function runInitialiser(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [initialiser, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the embedded database could not be initialised: ${said.trim()}`));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
