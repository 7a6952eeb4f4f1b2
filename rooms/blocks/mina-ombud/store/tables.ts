import type { ColumnType, Generated } from 'kysely';
import type { Actor, HistoryEntry, Subject } from '../domain/history.ts';
import type { GrantorRole, Mandate } from '../domain/mandate.ts';
import type { NamedParty } from '../domain/party.ts';
import type { Proposal, ProposalState } from '../domain/proposal.ts';
import type { Template, TemplateState } from '../domain/template.ts';

/** json: a value when read, JSON text when written. */
type Json<Value> = ColumnType<Value, string, string>;

/** Parties stand as `partyKey`, what names are ordered by as `sortKey`. */
export interface MandateTable {
  id: string;
  revision: number;
  reference: string;
  relying_party: string;
  grantor: string;
  grantor_role: GrantorRole;
  parent: string | null;
  valid_from: string;
  valid_to: string | null;
  ended_at: Date | null;
  title_sort: string;
  relying_party_sort: string;
  grantor_sort: string;
  /** Of the holder who is named first. */
  holder_sort: string;
  /** The whole mandate. */
  content: Json<Mandate>;
}

/** A holder of a mandate, with all that an answer about authority needs. */
export interface HoldingTable {
  mandate: string;
  holder: string;
  relying_party: string;
  grantor: string;
  grantor_role: GrantorRole;
  /** Of the name that the grantor was saved with last: the same in all holdings of a grantor. */
  grantor_sort: string;
  valid_from: string;
  /** `infinity` for until further notice. */
  valid_to: string;
  ended: boolean;
  /** To a case, a property or a unit: not told of as authority, which cannot say so. */
  limited: boolean;
  registered_at: Date;
  codes: readonly string[];
  named: Json<{ readonly grantor: NamedParty; readonly holders: readonly NamedParty[] }>;
}

/** Of each grantor, what the name that was saved last is ordered by. */
export interface GrantorNameTable {
  grantor: string;
  sort: string;
}

export interface TemplateTable {
  id: string;
  revision: number;
  /** Null for a national template. */
  owner: string | null;
  state: TemplateState;
  title_sort: string;
  content: Json<Template>;
}

export interface ProposalTable {
  id: string;
  revision: number;
  state: ProposalState;
  created_at: Date;
  lapses_at: Date;
  content: Json<Proposal>;
}

export type ProposalRole = 'grantor' | 'holder' | 'creator' | 'signatory';

/** Whom a proposal concerns, and how. */
export interface ProposalPartyTable {
  proposal: string;
  role: ProposalRole;
  party: string;
}

/** Append only: a trigger refuses change and removal. */
export interface HistoryTable {
  subject: Subject;
  id: string;
  number: number;
  at: Date;
  change: string;
  reason: string;
  actor: Json<Actor>;
  state_set: Json<HistoryEntry['set']>;
}

/** Append only: a trigger refuses change and removal. */
export interface ArtefactTable {
  hash: string;
  value: string;
}

export interface LookupTable {
  number: Generated<number>;
  at: Date;
  organisation: string;
  service: string;
  purpose: string;
  relying_party: string;
  grantor: string | null;
  holder: string | null;
  found: number;
  request_id: string;
}

export interface HandlerTable {
  organisation: string;
  person: string;
  named: Json<NamedParty>;
}

export interface ReminderTable {
  mandate: string;
  kind: string;
}

/** What counts against the names that someone may ask for, from her first since it was forgotten. */
export interface NamingTable {
  asker: string;
  since: Date;
  persons: number;
}

/** What happened to mandates, told to relying parties; numbered from 1 for each, without gaps. */
export interface FeedTable {
  relying_party: string;
  number: number;
  mandate: string;
  change: string;
  at: Date;
}

/** The number given last, whose row whoever adds holds until the end of the transaction. */
export interface FeedEndTable {
  relying_party: string;
  last: number;
}

/** One row. */
export interface ReferenceTable {
  id: number;
  next: number;
}

export interface MandateTables {
  feed: FeedTable;
  feed_end: FeedEndTable;
  mandate: MandateTable;
  holding: HoldingTable;
  grantor_name: GrantorNameTable;
  template: TemplateTable;
  proposal: ProposalTable;
  proposal_party: ProposalPartyTable;
  history: HistoryTable;
  artefact: ArtefactTable;
  lookup: LookupTable;
  handler: HandlerTable;
  reminder: ReminderTable;
  naming: NamingTable;
  reference: ReferenceTable;
}
