import { relative, resolve } from 'node:path';
import { defaultFolder } from '../shell/leaf.ts';

/** A command to go on with, as it can be copied: with `--data` where the folder is not the default one. */
export function followUp(data: string, words: string): string {
  return `npm run ena -- ${words}${dataFlag(data)}`;
}

/** Relative where that is shorter; a path with spaces is quoted for the shell. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path) || '.';
  const shorter = near.startsWith('..') ? resolve(path) : near;
  return /\s/.test(shorter) ? `'${shorter}'` : shorter;
}

function dataFlag(data: string): string {
  return relative(defaultFolder, data) === '' ? '' : ` --data ${shownPath(data)}`;
}
