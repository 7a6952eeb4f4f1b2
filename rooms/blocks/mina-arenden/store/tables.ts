import type { ColumnType } from 'kysely';
import type { CaseKind, CustomerKind } from '../domain/event.ts';
import type { EventExtension } from '../domain/extension.ts';
import type { Reach } from '../domain/forwarding/reach.ts';
import type { FollowTables } from './follow-tables.ts';

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
  extension: EventExtension | null;
  retracted_at: Date | null;
  /** Why; absent where the event stands. */
  retraction: string | null;
}

export interface SeenTable {
  producer: string;
  event: string;
  viewer: string;
  content: string;
  first_at: Date;
  last_at: Date;
  times: number;
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

export interface ReachTable {
  producer: string;
  reach: Reach;
  secret: string | null;
}

export interface AnnouncingTable {
  producer: string;
  process: string;
  since: Date;
}

export interface DepartingTable {
  id: string;
}

export interface CaseTables extends FollowTables {
  event: EventTable;
  seen: SeenTable;
  producer: ProducerTable;
  event_type: EventTypeTable;
  permission: PermissionTable;
  reach: ReachTable;
  announcing: AnnouncingTable;
  departing: DepartingTable;
}
