import type { ColumnType } from 'kysely';
import type { CaseKind, CustomerKind } from '../domain/event.ts';

export interface EventTable {
  producer: string;
  id: string;
  customer: string | null;
  customer_kind: CustomerKind | null;
  customer_suffix: string | null;
  case_id: string | null;
  case_kind: CaseKind | null;
  title: string;
  description: string;
  language: string;
  producer_name: string;
  at: Date;
  type: string;
  needs_action: boolean;
  closed: boolean;
  version: string;
  tags: readonly string[];
  extended: object | null;
  refs: object | null;
}

export interface ProducerTable {
  id: string;
  prefix: string;
  name: string;
  organisation: string;
  registered_at: Date;
  key_hash: string;
}

export interface EventTypeTable {
  name: string;
  /** Empty for a type that all share. */
  producer: string;
  sv: string;
  en: string;
}

export interface PermissionTable {
  producer: string;
  code: string;
  types: ColumnType<string[], readonly string[], readonly string[]>;
}

export interface CaseTables {
  event: EventTable;
  producer: ProducerTable;
  event_type: EventTypeTable;
  permission: PermissionTable;
}
