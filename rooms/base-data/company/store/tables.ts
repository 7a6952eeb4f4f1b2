import type { ColumnType } from 'kysely';
import type { IdentityKind } from '../domain/identity.ts';
import type { Proceeding, RegisteredName } from '../domain/registration.ts';
import type { Signatory, SigningRule } from '../domain/signing-authority.ts';
import type { BulkKind } from './store.ts';

interface AddressColumns {
  street: string | null;
  care_of: string | null;
  postcode: string | null;
  city: string | null;
  address_country: string | null;
}

/** Key: identity and name_protection_number (0 where the register gives none). */
export interface RegistrationTable extends AddressColumns {
  identity: string;
  identity_kind: IdentityKind;
  name_protection_number: number;
  country: string | null;
  names: readonly RegisteredName[];
  /** The first name, folded for search. */
  search_name: string;
  form: string | null;
  deregistered_on: string | null;
  deregistration_reason: string | null;
  proceedings: readonly Proceeding[];
  registered_on: string | null;
  activity: string | null;
}

/** Key: identity. `source` tells the public sector's table from a bulk file. */
export interface StatisticsTable extends AddressColumns {
  identity: string;
  identity_kind: IdentityKind;
  name: string;
  search_name: string;
  legal_form: string | null;
  active: boolean | null;
  advertising_refused: boolean | null;
  industries: readonly string[];
  entered_on: string | null;
  verified: boolean;
  source: 'table' | 'bulk';
  county_code: string | null;
  seat: string | null;
}

export interface DocumentTable {
  id: string;
  identity: string;
  identity_kind: IdentityKind;
  media_type: string;
  period_end: string;
  registered_on: string;
  bytes: Uint8Array;
}

/** Key: kind and fingerprint. */
export interface ImportRunTable {
  kind: BulkKind;
  fingerprint: string;
  next_byte: number;
  next_line: number;
  rows: number;
  rejected: number;
  report_bytes: number;
  finished: boolean;
}

/** One row: the version of the public sector's table that was taken last. */
export interface PublicSectorSeedTable {
  id: number;
  version: number;
}

/** jsonb: a list when read, JSON text when written. */
type JsonList<Item> = ColumnType<readonly Item[], string, string>;

/** Key: organisation_number. */
export interface SigningAuthorityTable {
  organisation_number: string;
  signatories: JsonList<Signatory>;
  rules: JsonList<SigningRule>;
  as_of: string;
  source: 'sandbox' | 'operator';
}

export interface CompanyTables {
  registration: RegistrationTable;
  statistics_entry: StatisticsTable;
  document: DocumentTable;
  import_run: ImportRunTable;
  public_sector_seed: PublicSectorSeedTable;
  signing_authority: SigningAuthorityTable;
}
