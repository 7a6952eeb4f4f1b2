import { readFileSync } from 'node:fs';
import type { Database } from '@ena/kernel/store/database.ts';

interface Activity {
  readonly pg_stat_activity: { readonly pid: number; readonly datname: string | null };
}

/** Linux counts a process's time in hundredths of a second for whoever asks (`USER_HZ`). */
const tickUs = 10_000;

/**
 * Microseconds of CPU that the server processes behind our connections have used. `undefined` for PGlite, whose time is
 * the program's own, and for a PostgreSQL on another machine.
 */
export async function databaseCpu(database: Database): Promise<ReadonlyMap<number, number> | undefined> {
  if (database.engine === 'pglite') return undefined;
  const backends = await database
    .schema<Activity>('mina_ombud')
    .withoutPlugins()
    .selectFrom('pg_stat_activity')
    .select('pid')
    .where('datname', '=', (name) => name.fn<string>('current_database'))
    .execute();
  const used = backends.flatMap(({ pid }) => {
    const us = usedBy(pid);
    return us === undefined ? [] : [[pid, us] as const];
  });
  return used.length === 0 ? undefined : new Map(used);
}

/** What was used between the two, by the processes that were there at the end. */
export function usedBetween(
  before: ReadonlyMap<number, number> | undefined,
  after: ReadonlyMap<number, number> | undefined,
): number | undefined {
  if (after === undefined) return undefined;
  return [...after].reduce((sum, [pid, us]) => sum + us - (before?.get(pid) ?? 0), 0);
}

/** proc(5): user and system time are the 14th and 15th field, counted from before the name in parentheses. */
function usedBy(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (!text.includes('postgres')) return undefined;
    return (Number(fields[11]) + Number(fields[12])) * tickUs;
  } catch {
    return undefined;
  }
}
