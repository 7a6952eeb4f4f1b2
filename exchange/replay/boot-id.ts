import { readFileSync } from 'node:fs';

/** One value for each boot of the machine (Linux); empty elsewhere, where a crash of the machine is not told apart. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
