import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownTree } from '@ena/client/log/verify-log.ts';
import { writeWhole } from './write-file.ts';

/* `known-logs.json`: the tree that each log showed when it was last verified here, by the log's address. A log
   that later shows another past is found out. */

type KnownLogs = Readonly<Record<string, KnownTree>>;

const fileOf = (folder: string) => join(folder, 'known-logs.json');

export function knownTree(folder: string, url: string): KnownTree | undefined {
  return readAll(folder)[url];
}

export function keepTree(folder: string, url: string, tree: KnownTree): void {
  writeWhole(fileOf(folder), `${JSON.stringify({ ...readAll(folder), [url]: tree }, null, 2)}\n`);
}

function readAll(folder: string): KnownLogs {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as KnownLogs;
  } catch {
    return {};
  }
}
