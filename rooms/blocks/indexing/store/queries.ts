import { administration } from './administration.ts';
import { listWriter } from './lists.ts';
import type { Db } from './locked.ts';
import { pointerWriter } from './pointers.ts';
import { indexReader } from './reads.ts';
import type { IndexStore } from './store.ts';

export function indexStore(db: Db): IndexStore {
  return { ...indexReader(db), ...pointerWriter(db), ...listWriter(db), ...administration(db) };
}
