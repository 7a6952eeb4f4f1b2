import type { ColumnType } from 'kysely';
import type { MatterKind, Role } from '../domain/machine.ts';

/** jsonb: a value when read, JSON text when written. */
type Json<Value> = ColumnType<Value, string, string>;

export interface MatterTable {
  id: string;
  kind: MatterKind;
  organisation_number: string;
  state: string;
  revision: number;
  created_at: Date;
  changed_at: Date;
  said: Json<unknown>;
  data: Json<unknown>;
  /** Of the one-time secret that leads to the matter; null where there is none. */
  secret_hash: string | null;
}

/** Persons whom a matter names. */
export interface ParticipantTable {
  matter_id: string;
  personal_number: string;
}

/** Append only: a trigger refuses change and removal. */
export interface HistoryTable {
  matter_id: string;
  number: number;
  at: Date;
  step: string;
  from_state: string | null;
  to_state: string;
  actor: Json<unknown>;
  role: Role;
  reason: string;
  mend: Json<readonly string[]>;
  details: Json<unknown>;
}

export interface OnceTable {
  who: string;
  key: string;
  digest: string;
  matter_id: string;
  at: Date;
}

export interface CaseHandlerTable {
  id: string;
  personal_number: string;
  name: string;
  added_at: Date;
}

/** The newest that an organisation's connector has told; replaced by each later one. */
export interface InventoryTable {
  organisation_number: string;
  entity_id: string;
  issued_at: Date;
  received_at: Date;
  /** Of the signed message. */
  sha256: string;
  systems: Json<unknown>;
  services: Json<unknown>;
}

export interface ToldGrantTable {
  /** Of the provider, whose inventory it stands in. */
  organisation_number: string;
  number: number;
  /** The organisation behind the consumer, be that one of its systems. */
  consumer_number: string;
  terms: Json<unknown>;
}

export interface OnboardingTables {
  matter: MatterTable;
  participant: ParticipantTable;
  history: HistoryTable;
  once: OnceTable;
  case_handler: CaseHandlerTable;
  inventory: InventoryTable;
  told_grant: ToldGrantTable;
}
