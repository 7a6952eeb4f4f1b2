/** Milliseconds since the epoch in `changed_at`. */
export interface RuleTable {
  id: string;
  kind: 'policy-set' | 'role' | 'grant' | 'entity';
  key: string;
  version: number;
  revision: number;
  document: unknown;
  changed_at: number;
  changed_by: string;
  made_by: string;
  request_key: string | null;
  request_hash: string | null;
}

export interface RuleVersionTable {
  id: string;
  version: number;
  change: 'made' | 'replaced' | 'removed';
  document: unknown;
  changed_at: number;
  changed_by: string;
}

export interface DecisionTables {
  rule_revision: { id: number; revision: number };
  rule: RuleTable;
  rule_version: RuleVersionTable;
}
