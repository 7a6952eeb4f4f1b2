import { type Clock, second } from '@ena/kernel/time.ts';
import { isCurrent } from '../domain/entity.ts';
import type { EntityReader } from '../store/store.ts';
import type { Statement, Statements } from './statements.ts';

export interface ResolveQuestion {
  readonly subject: string;
  /** Any of them may be used; only our own anchor is known here. */
  readonly trustAnchors: readonly string[];
  /** Empty: all. */
  readonly entityTypes: readonly string[];
}

export type ResolveOutcome =
  | { readonly kind: 'resolved'; readonly statement: Statement }
  | { readonly kind: 'unknown-anchor' }
  | { readonly kind: 'unknown-subject' }
  /** The subject has published no configuration, or its configuration has expired: there is no chain. */
  | { readonly kind: 'no-chain'; readonly because: 'nothing-published' | 'expired' };

/** OpenID Federation 1.0 §8.3: metadata and the whole chain in one answer. The asker verifies the chain itself. */
export async function resolveEntity(
  question: ResolveQuestion,
  tools: {
    readonly store: EntityReader;
    readonly statements: Statements;
    readonly anchor: string;
    readonly clock: Clock;
  },
): Promise<ResolveOutcome> {
  if (!question.trustAnchors.includes(tools.anchor)) return { kind: 'unknown-anchor' };
  const revision = await tools.store.revisionOf(question.subject);
  if (revision === undefined) return { kind: 'unknown-subject' };
  const kept = tools.statements.recall(question.subject, revision, question.entityTypes);
  if (kept !== undefined) return { kind: 'resolved', statement: kept };

  const entity = await tools.store.find(question.subject);
  if (entity === undefined) return { kind: 'unknown-subject' };
  const { hosted } = entity;
  if (hosted === undefined) return { kind: 'no-chain', because: 'nothing-published' };
  if (!isCurrent(hosted, Math.floor(tools.clock.now() / second)))
    return { kind: 'no-chain', because: 'expired' };
  const statement = await tools.statements.resolution({ ...entity, hosted }, question.entityTypes);
  return { kind: 'resolved', statement };
}
