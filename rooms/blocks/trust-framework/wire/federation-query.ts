import { type Static, Type } from 'typebox';

const entityId = Type.String({ minLength: 1, maxLength: 255 });
const entityType = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
  maxItems: 16,
  description: 'Entity type identifier; may be repeated',
});

/** OpenID Federation 1.0 §8.1.1. `sub` is required; its absence has an error body of the specification's own. */
export const fetchQuery = Type.Object({ sub: Type.Optional(entityId) });
/** §8.2.1. Parameters that are not listed here reach the handler, which refuses them by name. */
export const listQuery = Type.Object({ entity_type: Type.Optional(entityType) });
/** §8.3.1. */
export const resolveQuery = Type.Object({
  sub: Type.Optional(entityId),
  trust_anchor: Type.Optional(
    Type.Array(entityId, { maxItems: 16, description: 'Trust anchor; may be repeated' }),
  ),
  entity_type: Type.Optional(entityType),
});

export type FetchQuery = Static<typeof fetchQuery>;
export type ListQuery = Static<typeof listQuery>;
export type ResolveQuery = Static<typeof resolveQuery>;
