import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { isPathTemplate } from '@ena/kernel/permit/path-template.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { ruleFault, ruleKey } from '../../domain/decision/rule-checks.ts';
import type { Rule, RuleKind, RuleValues } from '../../domain/decision/rules.ts';
import type { AddOutcome, DecisionStore, ReplaceOutcome } from '../../store/decisions/store.ts';
import type { RuleBook } from './rule-book.ts';

export interface RuleKeeper {
  readonly store: DecisionStore;
  readonly book: RuleBook;
  readonly clock: Clock;
}

export interface RuleWrite<Kind extends RuleKind> {
  readonly kind: Kind;
  readonly value: RuleValues[Kind];
  readonly by: string;
}

type BadRule = { readonly kind: 'bad-rule'; readonly detail: string };

const prefixes: Readonly<Record<RuleKind, string>> = {
  'policy-set': 'policyset',
  role: 'role',
  grant: 'grant',
  entity: 'entity',
};

/** Once it answers, this process decides by the rule; others do within the time of a poll. */
export async function addRule<Kind extends RuleKind>(
  write: RuleWrite<Kind>,
  idempotencyKey: string | undefined,
  { store, book, clock }: RuleKeeper,
): Promise<AddOutcome | BadRule> {
  const at = clock.now();
  const id = prefixedId(prefixes[write.kind], at);
  const rule = { kind: write.kind, id, value: write.value } as Rule;
  const fault = faultOf(rule);
  if (fault !== undefined) return { kind: 'bad-rule', detail: fault };
  const hash = sha256Hex(JSON.stringify([write.kind, write.value]));
  const request = idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash };
  const outcome = await store.add({ ...rule, key: ruleKey(rule), at, by: write.by, request });
  if (outcome.kind === 'added') await book.refresh();
  return outcome;
}

/** What a rule is about stays: another name is another rule. */
export async function replaceRule<Kind extends RuleKind>(
  write: RuleWrite<Kind>,
  id: string,
  version: number,
  { store, book, clock }: RuleKeeper,
): Promise<ReplaceOutcome | BadRule | { readonly kind: 'key-changed' }> {
  const rule = { kind: write.kind, id, value: write.value } as Rule;
  const fault = faultOf(rule);
  if (fault !== undefined) return { kind: 'bad-rule', detail: fault };
  const kept = await store.find(write.kind, id);
  if (kept === undefined) return { kind: 'unknown' };
  if (kept.key !== ruleKey(rule)) return { kind: 'key-changed' };
  const edit = { kind: write.kind, id, version, at: clock.now(), by: write.by };
  const outcome = await store.replace(edit, write.value);
  if (outcome.kind === 'replaced') await book.refresh();
  return outcome;
}

export async function removeRule(
  kind: RuleKind,
  id: string,
  version: number,
  by: string,
  { store, book, clock }: RuleKeeper,
): Promise<'removed' | 'unknown' | 'changed-meanwhile'> {
  const outcome = await store.remove({ kind, id, version, at: clock.now(), by });
  if (outcome === 'removed') await book.refresh();
  return outcome;
}

function faultOf(rule: Rule): string | undefined {
  if (rule.kind === 'grant') {
    const strange = rule.value.operations.find(({ path }) => path !== undefined && !isPathTemplate(path));
    if (strange !== undefined) return 'The path of an operation is no template: /dokument/{id} is one.';
  }
  return ruleFault(rule);
}
