import type { ColumnType, Generated } from 'kysely';

/** jsonb: an object when read, JSON text when written. */
type Json<Value> = ColumnType<Value, string, string>;

export interface EntityTable {
  organisation_number: string;
  entity_id: string;
  organisation_name: string;
  federation_keys: Json<unknown[]>;
  state: 'active' | 'revoked';
  /** Seconds since the epoch. */
  not_before: number;
  revision: number;
  /** The hosted configuration as `HostedConfiguration`, all columns below derived from it; null where none. */
  hosted: ColumnType<unknown, string | null, string | null>;
  entity_types: string[];
  log_origin: string | null;
  /** Metadata that the anchor publishes about the entity, by entity type. */
  published: ColumnType<unknown, string | undefined, string>;
  registered_at: Generated<Date>;
}

export interface AnchorKeyTable {
  kid: string;
  announced_at: Date;
  promoted_at: Date | null;
  retired_at: Date | null;
  withdrawn_at: Date | null;
  /** The public half, kept when the key is gone; null for keys that were gone before it was kept. */
  jwk: ColumnType<unknown, string | null, string | null>;
  reason: string | null;
}

export interface MemberTable {
  entity_id: string;
  kind: 'hosted' | 'outside';
  organisation_number: string | null;
  name: string;
  federation_keys: Json<unknown[]>;
  metadata: Json<unknown>;
  entity_types: string[];
  intermediate: boolean;
  constraints: ColumnType<unknown, string | null, string | null>;
  registration_policy: string[];
  location: string | null;
  state: 'active' | 'revoked';
  revision: number;
  registered_at: Generated<Date>;
}

export interface AnchorRulesTable {
  id: number;
  rules: Json<unknown>;
  revision: number;
}

export interface TrustFrameworkTables {
  entity: EntityTable;
  anchor_key: AnchorKeyTable;
  member: MemberTable;
  anchor_rules: AnchorRulesTable;
}
