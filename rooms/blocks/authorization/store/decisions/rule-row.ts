import type { RuleKind, RuleValues } from '../../domain/decision/rules.ts';
import type { KeptRule, RuleVersion } from './store.ts';
import type { RuleTable, RuleVersionTable } from './tables.ts';

export const ruleColumns = ['id', 'kind', 'key', 'version', 'document', 'changed_at', 'changed_by'] as const;
export const versionColumns = ['version', 'change', 'document', 'changed_at', 'changed_by'] as const;

export function toRule(row: Pick<RuleTable, (typeof ruleColumns)[number]>): KeptRule {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    version: row.version,
    value: row.document as RuleValues[RuleKind],
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}

export function toVersion(row: Pick<RuleVersionTable, (typeof versionColumns)[number]>): RuleVersion {
  return {
    version: row.version,
    change: row.change,
    value: (row.document ?? undefined) as RuleValues[RuleKind] | undefined,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}
