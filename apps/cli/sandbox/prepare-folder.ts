import { accessSync, constants } from 'node:fs';
import { readHealth } from '@ena/client/health.ts';
import { makeFolders } from '../folder/make-folders.ts';
import { listOrganisations } from '../folder/organisations.ts';
import { firstTaken, isFree } from '../folder/ports.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { failed, ok, type Result } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import { sandboxPorts } from './plan.ts';
import type { Site } from './programs.ts';

/** Everything that can be known to stand in the way is looked for before anything starts. */
export async function prepareFolder({ data, base, sandbox, shell }: Site): Promise<Result<void>> {
  const usable = usableFolder(data);
  if (usable.kind === 'failed') return usable;
  const inUse = await findOtherStart(data, shell);
  if (inUse !== undefined) {
    return failed(
      'unavailable',
      `Mappen ${data} används redan av \`ena start\` (process ${inUse.pid}, ${inUse.url}); stoppa den, eller välj en annan mapp med --data.`,
      `The folder ${data} is already in use by \`ena start\` (process ${inUse.pid}, ${inUse.url}); stop it, or choose another folder with --data.`,
    );
  }
  const own = listOrganisations(data).flatMap(({ port, peerPort }) => [port, peerPort]);
  const moved = (readSandboxFile(data)?.base ?? base) !== base;
  const wanted = [...(sandbox ? sandboxPorts(base) : [base]), ...(moved ? [] : own)];
  const taken = await firstTaken([...new Set(wanted)]);
  if (taken === undefined) return ok(undefined);
  const other = await freeBase(base);
  return failed(
    'unavailable',
    `Port ${taken} på 127.0.0.1 är upptagen av ett annat program; stoppa det, eller välj andra portar med --port ${other}.`,
    `Port ${taken} on 127.0.0.1 is taken by another program; stop it, or choose other ports with --port ${other}.`,
  );
}

function usableFolder(data: string): Result<void> {
  try {
    makeFolders(data);
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = reasons[code ?? ''] ?? { sv: `${code}`, en: `${code}` };
    return failed(
      'unavailable',
      `Mappen ${data} går inte att använda: ${why.sv}. Välj en annan med --data.`,
      `The folder ${data} cannot be used: ${why.en}. Choose another with --data.`,
    );
  }
}

const noRight = { sv: 'du får inte läsa och skriva där', en: 'you may not read and write there' };
const notFolder = { sv: 'det är ingen mapp', en: 'it is no folder' };
const reasons: Readonly<Record<string, { readonly sv: string; readonly en: string }>> = {
  EACCES: noRight,
  EPERM: noRight,
  EROFS: { sv: 'filsystemet är skrivskyddat', en: 'the file system is read-only' },
  EEXIST: notFolder,
  ENOTDIR: notFolder,
  ENOENT: { sv: 'den går inte att skapa där', en: 'it cannot be made there' },
  ENOSPC: { sv: 'disken är full', en: 'the disk is full' },
};

/** Another `ena start` that runs here: its process lives and its hub answers. The programs' own locks decide in the end. */
async function findOtherStart(
  data: string,
  { fetch }: Shell,
): Promise<{ pid: number; url: string } | undefined> {
  const file = readSandboxFile(data);
  if (file?.pid === undefined || !isAlive(file.pid)) return undefined;
  const health = await readHealth({ url: file.hub.url, fetch, deadlineMs: 2_000 });
  return health.kind === 'ok' ? { pid: file.pid, url: file.hub.url } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function freeBase(base: number): Promise<number> {
  for (let other = base + 1000; other < 60_000; other += 1000) {
    if ((await isFree(other)) && (await firstTaken(sandboxPorts(other))) === undefined) return other;
  }
  return base + 1000;
}
