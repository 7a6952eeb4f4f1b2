import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 look through the old generation when that has grown, and not before. By itself it begins as soon as the old
 * generation may grow by less than the young one holds. A connector keeps some 30 MB, and under load its young
 * generation grows to 32 MB and more: then every look is followed by the next, for nothing.
 *
 * For a program's first lines, before it keeps or loads compiled code: code that was kept under other flags is not used.
 */
export function markLate(): void {
  setFlagsFromString(`--incremental-marking-soft-trigger=${percentOfRoom.inSpareTime}`);
  setFlagsFromString(`--incremental-marking-hard-trigger=${percentOfRoom.atOnce}`);
}

/** Of what the old generation may grow by until it must be collected: when marking begins in spare time, and when at once. */
const percentOfRoom = { inSpareTime: 70, atOnce: 90 };
