import type { EventBus } from '@ena/kernel/events/event.ts';
import { constraintsFault } from '@ena/kernel/federation/constraints.ts';
import { parseMetadataPolicy } from '@ena/kernel/federation/policy/metadata-policy.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import { type AnchorRules, noRules } from '../domain/anchor-rules.ts';
import { anchorRulesChanged } from '../events.ts';
import type { RulesStore } from '../store/member-store.ts';
import type { Anchor } from './anchor.ts';

export type SetRulesOutcome =
  | { readonly kind: 'set'; readonly rules: AnchorRules }
  | { readonly kind: 'bad-policy'; readonly detail: string }
  | { readonly kind: 'bad-constraints'; readonly detail: string }
  | { readonly kind: 'raced' };

export interface RulesTools {
  readonly rules: RulesStore;
  readonly anchor: Anchor;
  readonly events: EventBus;
}

/** Publishes what the anchor says to all beneath it, after checking that it can be applied at all. */
export async function setAnchorRules(
  wanted: Omit<AnchorRules, 'revision'>,
  { rules, anchor, events }: RulesTools,
): Promise<SetRulesOutcome> {
  const policy = parseMetadataPolicy(wanted.metadataPolicy ?? {});
  if (!policy.ok) return { kind: 'bad-policy', detail: policy.error };
  const detail = wanted.constraints && constraintsFault(wanted.constraints);
  if (detail !== undefined) return { kind: 'bad-constraints', detail };
  const before = await rules.rules();
  const next = { ...wanted, revision: (before?.revision ?? 0) + 1 };
  if ((await rules.saveRules(next, before?.revision)) === 'raced') return { kind: 'raced' };
  anchor.setRules(next);
  events.publish(anchorRulesChanged.name, { revision: next.revision });
  return { kind: 'set', rules: next };
}

/** How long another process over the same database may go on with rules that were replaced. */
const ruleMemory = 5 * second;

/** Answers a function that reads the rules again when they may be old. */
export function rulesReader(store: RulesStore, anchor: Anchor, clock: Clock): () => Promise<void> {
  let readAt: number | undefined;
  let reading: Promise<void> | undefined;
  const read = async () => {
    anchor.setRules((await store.rules()) ?? noRules);
    readAt = clock.now();
    reading = undefined;
  };
  return async () => {
    const now = clock.now();
    if (readAt !== undefined && now - readAt < ruleMemory && now >= readAt) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  };
}
