import { entryFor, type TypeTexts } from '../domain/catalogue.ts';
import { withoutPrefix } from '../domain/event-type.ts';
import type { CatalogueStore } from '../store/store.ts';

/** What words types, asked for as they are met; each is looked up once. */
export interface TypeWords {
  /** Looks up those that have not been. */
  learn(types: Iterable<string>): Promise<void>;
  /** Nothing for a type that the catalogue does not word, or that has not been learnt. */
  of(type: string): TypeTexts | undefined;
}

export function typeWords(store: Pick<CatalogueStore, 'typesOf'>): TypeWords {
  const known = new Map<string, TypeTexts | undefined>();
  return {
    learn: async (types) => {
      const wanted = [...new Set(types)].filter((type) => !known.has(type));
      if (wanted.length === 0) return;
      const entries = await store.typesOf(wanted.flatMap((type) => [type, withoutPrefix(type)]));
      const keyed = new Map(entries.map((entry) => [keyOf(entry.name, entry.producer === undefined), entry]));
      for (const type of wanted)
        known.set(type, entryFor(type, (name, shared) => keyed.get(keyOf(name, shared)))?.texts);
    },
    of: (type) => known.get(type),
  };
}

const keyOf = (name: string, shared: boolean) => `${shared ? 'shared' : 'own'} ${name}`;
