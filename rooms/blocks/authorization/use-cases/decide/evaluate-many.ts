import type { Decision } from '../../domain/decision/decision.ts';
import type { Question } from '../../domain/decision/question.ts';
import { evaluate, type Judge } from './evaluate.ts';

/** One item: a question, or what is wrong with it. A faulty item counts as a denial. */
export type Item =
  | { readonly ok: true; readonly value: Question }
  | { readonly ok: false; readonly error: string };

export type ItemOutcome =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'faulty'; readonly message: string };

export type StopAt = 'never' | 'first-denial' | 'first-permit';

/** In the order of the request; ends behind the item that `stopAt` waits for. */
export async function evaluateMany(
  items: readonly Item[],
  stopAt: StopAt,
  judge: Judge,
): Promise<readonly ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) {
    const outcome = await one(item, judge);
    outcomes.push(outcome);
    const permitted = outcome.kind === 'decided' && outcome.decision.kind === 'permitted';
    if (stopAt === (permitted ? 'first-permit' : 'first-denial')) break;
  }
  return outcomes;
}

async function one(item: Item, judge: Judge): Promise<ItemOutcome> {
  if (!item.ok) return { kind: 'faulty', message: item.error };
  return { kind: 'decided', decision: await evaluate(item.value, judge) };
}
