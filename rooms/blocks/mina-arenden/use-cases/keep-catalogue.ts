import { type EventType, entryFor, type TypeTexts } from '../domain/catalogue.ts';
import { isAreaOf, isSharedType, isTypeOf, isWithin, withoutPrefix } from '../domain/event-type.ts';
import type { Producer } from '../domain/producer.ts';
import type { CatalogueStore } from '../store/store.ts';

export type SaveTypeOutcome = 'saved' | 'wrong-name';

/** A name of the producer's own, its prefix first: a whole type, or an area of them. */
export async function saveOwnType(
  store: CatalogueStore,
  producer: Producer,
  name: string,
  texts: TypeTexts,
): Promise<SaveTypeOutcome> {
  if (!isTypeOf(producer.prefix, name) && !isAreaOf(producer.prefix, name)) return 'wrong-name';
  await store.saveType({ name, producer: producer.id, texts });
  return 'saved';
}

/** A name without a prefix, which words the type of every producer that has not worded it itself. */
export async function saveSharedType(
  store: CatalogueStore,
  name: string,
  texts: TypeTexts,
): Promise<SaveTypeOutcome> {
  if (!isSharedType(name)) return 'wrong-name';
  await store.saveType({ name, texts });
  return 'saved';
}

/** What words a type: the producer's own entry, else the shared one of the name without its prefix. */
export async function findType(store: CatalogueStore, name: string): Promise<EventType | undefined> {
  const entries = [...(await store.typesNamed(name)), ...(await store.typesNamed(withoutPrefix(name)))];
  return entryFor(name, (wanted, shared) =>
    entries.find((entry) => entry.name === wanted && (entry.producer === undefined) === shared),
  );
}

/** A producer decides for its own types alone. */
export async function saveMapping(
  store: CatalogueStore,
  producer: Producer,
  code: string,
  types: readonly string[],
): Promise<SaveTypeOutcome> {
  if (!types.every((type) => isWithin(type, producer.prefix))) return 'wrong-name';
  await store.saveMapping({ producer: producer.id, code, types });
  return 'saved';
}
