import type { Database } from '@ena/kernel/store/database.ts';
import { testSchema } from '@ena/testkit/database.ts';
import { indexMigration } from '../migrations/0001-index.ts';
import { indexStore } from '../queries.ts';
import type { IndexStore, KeyedPointer } from '../store.ts';
import type { IndexingTables } from '../tables.ts';

export const area = 'customer-events';
export const at = Date.parse('2026-11-22T11:00:00Z');

/** An empty store with one area and, unless others are given, the first generation of keys. */
export async function freshStore(
  opening: Promise<Database>,
  generations: readonly number[] = [1],
): Promise<IndexStore> {
  const database = await opening;
  const schema = testSchema('indexing');
  const migrated = await database.migrate(schema, { '0001-index': indexMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  const store = indexStore(database.schema<IndexingTables>(schema));
  await store.saveArea({
    id: area,
    names: { sv: 'Kundhändelser', en: 'Customer events' },
    resolver: { kind: 'exchange', service: 'customer-events', path: '/' },
  });
  for (const number of generations) await store.addGeneration({ number, proof: 'första' }, at);
  return store;
}

/** A made-up pseudonym; the first eight digits tell the generation. */
export function alias(subject: number, generation = 1): string {
  return `${String(generation).padStart(8, '0')}-0000-0000-0000-${String(subject).padStart(12, '0')}`;
}

export function aliasesOf(subject: number, generation = 1): string[] {
  return Array.from({ length: generation }, (_, i) => alias(subject, i + 1));
}

/** What the keys would make of the pseudonym. */
export function wrap(old: string, _from: number, to: number): string {
  return alias(Number(old.slice(-12)), to);
}

export function pointer(
  subject: number,
  firstChange = at,
  lastChange = firstChange,
  generation = 1,
): KeyedPointer {
  return { aliases: aliasesOf(subject, generation), firstChange, lastChange };
}
