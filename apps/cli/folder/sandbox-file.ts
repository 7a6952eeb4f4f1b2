import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '@ena/client/anchor.ts';
import { writeWhole } from './write-file.ts';

/** One program that `ena start` runs. */
export interface RunningProgram {
  readonly url: string;
  /** Absent while it does not run. */
  readonly pid?: number;
}

/**
 * `sandbox.json`: what `ena start` runs in this folder and where, for the other commands to find.
 * It stays when everything has stopped, without process numbers.
 */
export interface SandboxFile {
  readonly version: 1;
  /** Of `ena start` itself; absent when it has stopped. */
  readonly pid?: number;
  /** First port of the block. */
  readonly base: number;
  readonly sandbox: boolean;
  readonly hub: RunningProgram;
  readonly company?: RunningProgram;
  readonly anchor?: Anchor;
  readonly organisations: readonly (RunningProgram & { readonly orgnr: string; readonly name: string })[];
}

const fileName = 'sandbox.json';

export function readSandboxFile(folder: string): SandboxFile | undefined {
  try {
    const file = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as SandboxFile;
    return file.version === 1 ? file : undefined;
  } catch {
    return undefined;
  }
}

export function writeSandboxFile(folder: string, file: SandboxFile): void {
  writeWhole(join(folder, fileName), `${JSON.stringify(file, null, 2)}\n`);
}
