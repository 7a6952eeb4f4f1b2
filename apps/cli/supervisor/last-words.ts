import { readFileSync } from 'node:fs';

const longest = 400;

/**
 * Why a program ended, in its own words: what it wrote to its log from `from` (bytes) on that is not a
 * structured line. Our programs end with one such sentence; of a stack trace the first line is taken.
 */
export function sentenceOf(logFile: string, from: number): string | undefined {
  const plain = readFileSync(logFile)
    .subarray(from)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('{'));
  const error = plain.find((line) => /^\w*Error\b/.test(line));
  const told = error ?? plain.filter((line) => !/^\s+at |^\(node:|^Node\.js v/.test(line)).join(' ');
  return told === '' ? undefined : told.trim().slice(0, longest);
}
