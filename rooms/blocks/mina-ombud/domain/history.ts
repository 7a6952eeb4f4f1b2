import type { NamedParty } from './party.ts';

export type Subject = 'template' | 'proposal' | 'mandate' | 'handler';

/** Who did it: a person, the system of an organisation, the operator, or the clock. */
export type Actor =
  | { readonly kind: 'person'; readonly person: NamedParty; readonly for?: string }
  | { readonly kind: 'system'; readonly client: string; readonly for: string }
  | { readonly kind: 'operator' }
  | { readonly kind: 'rule'; readonly rule: string };

/** One change of one thing. Only ever added to; the present state is what the entries of a subject add up to. */
export interface HistoryEntry {
  readonly subject: Subject;
  readonly id: string;
  /** From 1 within the subject's id; the revision that the change led to. */
  readonly number: number;
  readonly at: number;
  /** `registered`, `ended`, `drafted`, `revised`, `published`, `signed` … */
  readonly change: string;
  readonly actor: Actor;
  readonly reason: string;
  /** Everything of the state that the change set: merged over the state before, it is the state after. */
  readonly set: Readonly<Record<string, unknown>>;
}

/** The state that the entries add up to, oldest first; `undefined` for none. */
export function replay(entries: readonly HistoryEntry[]): Readonly<Record<string, unknown>> | undefined {
  if (entries.length === 0) return undefined;
  const state: Record<string, unknown> = {};
  for (const { set, number } of entries) Object.assign(state, set, { revision: number });
  return state;
}
