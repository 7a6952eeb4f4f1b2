import { type Static, Type } from 'typebox';

/** No NUL, which no database stores as text. */
const printable = '^[^\\u0000]*$';
const entityId = Type.String({ minLength: 1, maxLength: 2048, pattern: printable });
const entityType = Type.Array(Type.String({ minLength: 1, maxLength: 64, pattern: printable }), {
  maxItems: 16,
  description: 'Entity type identifier; may be repeated',
});
const trustAnchor = Type.Array(entityId, { maxItems: 16, description: 'Trust anchor; may be repeated' });
const flag = Type.Union([Type.Literal('true'), Type.Literal('false')]);
const trustMarkType = Type.String({ minLength: 1, maxLength: 2048, pattern: printable });

/** OpenID Federation 1.0 §8.1.1. `sub` is required; its absence has an error body of the specification's own. */
export const fetchQuery = Type.Object({ sub: Type.Optional(entityId) });
/** §8.2.1. Parameters that are not listed here reach the handler, which refuses them by name. */
export const listQuery = Type.Object({
  entity_type: Type.Optional(entityType),
  trust_marked: Type.Optional(flag),
  trust_mark_type: Type.Optional(trustMarkType),
  intermediate: Type.Optional(flag),
});
export const listParameters: readonly string[] = Object.keys(listQuery.properties);
/** §8.3.1. */
export const resolveQuery = Type.Object({
  sub: Type.Optional(entityId),
  trust_anchor: Type.Optional(trustAnchor),
  entity_type: Type.Optional(entityType),
});
/** The discovery endpoint of the Swedish profile; the older name of `trust_mark_type` is let in too. */
export const discoveryQuery = Type.Object({
  trust_anchor: Type.Optional(trustAnchor),
  entity_type: Type.Optional(entityType),
  trust_mark_type: Type.Optional(trustMarkType),
  trust_mark_id: Type.Optional(trustMarkType),
});

export type FetchQuery = Static<typeof fetchQuery>;
export type ListQuery = Static<typeof listQuery>;
export type ResolveQuery = Static<typeof resolveQuery>;
export type DiscoveryQuery = Static<typeof discoveryQuery>;
