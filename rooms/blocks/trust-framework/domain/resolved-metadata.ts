import type { Metadata } from './entity.ts';

/**
 * Metadata after the superior has had its say. OpenID Federation 1.0 §6.1.4.2: a parameter in the subordinate
 * statement's `metadata` replaces the subject's own parameter of the same name under the same entity type.
 * Metadata policies (§6.1) come after this step; there are none yet.
 */
export function resolveMetadata(own: Metadata, superior: Metadata): Metadata {
  const resolved: Record<string, Record<string, unknown>> = {};
  for (const type of new Set([...Object.keys(own), ...Object.keys(superior)])) {
    resolved[type] = { ...own[type], ...superior[type] };
  }
  return resolved;
}

/** Only the entity types asked for; all where none is named. */
export function ofTypes(metadata: Metadata, types: readonly string[]): Metadata {
  if (types.length === 0) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([type]) => types.includes(type)));
}
