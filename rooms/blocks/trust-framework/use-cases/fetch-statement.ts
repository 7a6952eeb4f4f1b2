import type { EntityReader } from '../store/store.ts';
import type { Statement, Statements } from './statements.ts';

export type FetchOutcome =
  | { readonly kind: 'found'; readonly statement: Statement }
  /** The anchor is asked about itself; that is what its entity configuration is for. */
  | { readonly kind: 'about-itself' }
  | { readonly kind: 'unknown-subject' };

/** OpenID Federation 1.0 §8.1: what the anchor says about one of its subordinates. */
export async function fetchStatement(
  subject: string,
  tools: { readonly store: EntityReader; readonly statements: Statements; readonly anchor: string },
): Promise<FetchOutcome> {
  if (subject === tools.anchor) return { kind: 'about-itself' };
  const entity = await tools.store.find(subject);
  if (entity === undefined) return { kind: 'unknown-subject' };
  return { kind: 'found', statement: await tools.statements.subordinate(entity) };
}
