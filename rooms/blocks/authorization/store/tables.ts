import type { ColumnType, Generated } from 'kysely';
import type { KeySource } from '../domain/client.ts';
import type { RefreshableGrant } from '../domain/refresh-token.ts';

/** jsonb: an object when read, JSON text when written. */
type Json<Value> = ColumnType<Value, string, string>;

export interface ClientTable {
  id: string;
  organisation: string | null;
  profile: string;
  keys: Json<KeySource>;
  grants: string[];
  scopes: string[];
  resources: string[];
  serves: string[];
  detail_types: string[];
  certificate_bound: boolean;
  /** Has a default: the release before this column writes rows without it. */
  dpop_bound: Generated<boolean>;
  active: boolean;
  revision: number;
}

export interface NeighbourTable {
  name: string;
  issuer: string;
  token_endpoint: string;
  keys: Json<KeySource>;
  resources: string[];
  client_id: string;
  client_here: string;
  assertion_audience: 'issuer' | 'token-endpoint';
  scope_map: Json<Record<string, string>>;
  revision: number;
}

export interface UsedIdTable {
  key: string;
  /** Seconds since the epoch, here and below. */
  expires: number;
}

export interface RefreshTokenTable {
  hash: string;
  family: string;
  client_id: string;
  expires: number;
  used: boolean;
  token_grant: Json<RefreshableGrant>;
}

export interface RevokedTokenTable {
  id: string;
  expires: number;
}

export interface AuthorizationTables {
  client: ClientTable;
  neighbour: NeighbourTable;
  used_id: UsedIdTable;
  refresh_token: RefreshTokenTable;
  revoked_token: RevokedTokenTable;
}
