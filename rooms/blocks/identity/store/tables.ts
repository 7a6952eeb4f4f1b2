import type { ColumnType } from 'kysely';

/** jsonb: a value when read, JSON text when written. */
type Json<Value> = ColumnType<Value, string, string>;

export interface ProtocolEntryTable {
  model: string;
  id: string;
  payload: Json<Record<string, unknown>>;
  grant_id: string | null;
  uid: string | null;
  expires_at: Date | null;
}

export interface AccountTable {
  id: string;
  personal_number: string;
  given_name: string;
  family_name: string;
}

export interface LoginTable {
  id: string;
  account_id: string;
  client_id: string;
  level: number;
  method: string;
  authority: string;
  authenticated_at: Date;
  expires_at: Date;
  grant_id: string;
  user_signature: string | null;
  told: ColumnType<unknown, string | null, string | null>;
}

export interface EidIssuerTable {
  id: string;
  name: string;
  organisation_number: string;
  eid_name: string;
  level: number;
  reviewed_by: string;
  reviewed_on: string;
  valid_until: string | null;
  state: 'approved' | 'withdrawn';
  revision: number;
  changed_at: Date;
}

export interface MatchTable {
  id: string;
  asked_by: string;
  attributes: Json<unknown>;
  outcome: 'matched' | 'no-match' | 'manual' | 'decided-match' | 'decided-no-match';
  candidates: Json<unknown>;
  personal_number: string | null;
  decided_by: string | null;
  reason: string | null;
  made_at: Date;
  decided_at: Date | null;
}

export interface ClientTable {
  id: string;
  registration: Json<unknown>;
  revision: number;
  changed_at: Date;
}

export interface SignatureKeyTable {
  kid: string;
  jwk: Json<unknown>;
  signs_from: Date;
  withdrawn_at: Date | null;
}

export interface IdentityTables {
  protocol_entry: ProtocolEntryTable;
  account: AccountTable;
  login: LoginTable;
  eid_issuer: EidIssuerTable;
  match: MatchTable;
  client: ClientTable;
  signature_key: SignatureKeyTable;
}
