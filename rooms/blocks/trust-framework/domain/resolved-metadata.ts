import type { Metadata } from './entity.ts';

/** Only the entity types asked for; all where none is named. */
export function ofTypes(metadata: Metadata, types: readonly string[]): Metadata {
  if (types.length === 0) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([type]) => types.includes(type)));
}
