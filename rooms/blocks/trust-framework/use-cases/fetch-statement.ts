import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader } from '../store/store.ts';
import type { Anchor } from './anchor.ts';
import type { Beneath } from './resolution-memory.ts';
import type { Statement, Statements } from './statements.ts';
import type { TrustMarkPort } from './trust-mark-port.ts';
import { type Vouched, vouchedEntity, vouchedMember, vouchedOwn } from './vouched.ts';

export type FetchOutcome =
  | { readonly kind: 'found'; readonly statement: Statement; readonly beneath: Beneath }
  /** The anchor is asked about itself; that is what its entity configuration is for. */
  | { readonly kind: 'about-itself' }
  | { readonly kind: 'unknown-subject' };

export interface FetchTools {
  readonly store: EntityReader;
  readonly members: MemberStore;
  readonly statements: Statements;
  readonly anchor: Anchor;
  readonly trustMarks: TrustMarkPort;
}

/** OpenID Federation 1.0 §8.1: what the anchor says about one of its subordinates. */
export async function fetchStatement(subject: string, tools: FetchTools): Promise<FetchOutcome> {
  if (subject === tools.anchor.entityId) return { kind: 'about-itself' };
  const found = await findVouched(subject, tools);
  if (found === undefined) return { kind: 'unknown-subject' };
  const statement = await tools.statements.subordinate(found.vouched);
  return { kind: 'found', statement, beneath: { entityId: subject, ...found.at } };
}

async function findVouched(
  subject: string,
  { store, members, statements, anchor, trustMarks }: FetchTools,
): Promise<{ readonly vouched: Vouched; readonly at: Omit<Beneath, 'entityId'> } | undefined> {
  const [entity, member] = await Promise.all([store.find(subject), members.find(subject)]);
  if (entity !== undefined)
    return { vouched: vouchedEntity(entity, anchor), at: { kept: 'entity', revision: entity.revision } };
  const own = trustMarks.ownEntities.find(({ entityId }) => entityId === subject);
  if (own !== undefined) return { vouched: vouchedOwn(own), at: { kept: 'member', revision: 0 } };
  if (member === undefined) return undefined;
  const vouched = vouchedMember(member, anchor, statements.hostingKeys());
  return { vouched, at: { kept: 'member', revision: member.revision } };
}
