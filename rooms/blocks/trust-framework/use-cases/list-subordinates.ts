import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader } from '../store/store.ts';
import type { TrustMarkPort } from './trust-mark-port.ts';

/** The filters of OpenID Federation 1.0 §8.2.1; each that is given narrows the list. */
export interface ListFilter {
  /** All of them. */
  readonly entityTypes: readonly string[];
  /** The two flags filter where they are true, and only then. */
  readonly trustMarked?: boolean;
  readonly trustMarkType?: string | undefined;
  readonly intermediate?: boolean;
}

export interface ListTools {
  readonly store: EntityReader;
  readonly members: MemberStore;
  readonly trustMarks: TrustMarkPort;
}

/** Entity ids of the immediate subordinates, ordered. */
export async function listSubordinateIds(filter: ListFilter, tools: ListTools): Promise<readonly string[]> {
  const { entityTypes: types, intermediate } = filter;
  const entities = intermediate ? [] : await tools.store.entityIds(types);
  const members = (await tools.members.all())
    .filter((member) => !intermediate || member.intermediate)
    .filter((member) =>
      types.every((type) => type === 'federation_entity' || member.entityTypes.includes(type)),
    )
    .map(({ entityId }) => entityId);
  const isOwn = types.every((type) => type === 'federation_entity') && !intermediate;
  const own = isOwn ? tools.trustMarks.ownEntities.map(({ entityId }) => entityId) : [];
  const all = [...entities, ...members, ...own].sort();
  const marked = await markedOnly(filter, tools.trustMarks);
  return marked === undefined ? all : all.filter((entityId) => marked.has(entityId));
}

async function markedOnly(
  { trustMarked, trustMarkType }: ListFilter,
  trustMarks: TrustMarkPort,
): Promise<ReadonlySet<string> | undefined> {
  if (trustMarkType !== undefined) return new Set(await trustMarks.markedEntities(trustMarkType));
  return trustMarked ? new Set(await trustMarks.markedEntities()) : undefined;
}
