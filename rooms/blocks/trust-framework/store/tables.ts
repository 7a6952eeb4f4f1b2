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
  registered_at: Generated<Date>;
}

export interface AnchorKeyTable {
  kid: string;
  announced_at: Date;
  promoted_at: Date | null;
  retired_at: Date | null;
  withdrawn_at: Date | null;
}

export interface TrustFrameworkTables {
  entity: EntityTable;
  anchor_key: AnchorKeyTable;
}
