import { type Connection, callJson, callPage, isRow, queryText } from './call.ts';
import type { Operation } from './connector.ts';
import { type Health, readHealth } from './health.ts';
import type { Outcome, Page, PageQuery } from './outcome.ts';
import { asObject, countField, field, stringField } from './verify/json.ts';

/** An organisation in the exchange, from its current metadata. */
export interface Organisation {
  readonly orgnr: string;
  readonly entityId: string;
  readonly name: string;
  /** Empty while the organisation has no current entity configuration. */
  readonly services: readonly {
    readonly id: string;
    readonly title: string;
    readonly operations: readonly Operation[];
  }[];
}

/** An evidence log with the last tree that the witness cosigned. */
export interface WitnessedLog {
  readonly origin: string;
  readonly orgnr: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  readonly cosignedAt: string;
}

export interface Jwks {
  readonly keys: readonly object[];
}

export interface NewSubordinate {
  readonly entityId: string;
  readonly orgnr: string;
  readonly organisationName: string;
  /** Public federation keys, ES256. */
  readonly jwks: Jwks;
}

export interface Subordinate extends NewSubordinate {
  /** Absent until the organisation's connector has published its entity configuration. */
  readonly configuration?: { readonly issuedAt: string; readonly expiresAt: string };
}

/** Evidence against a log that has contradicted itself. */
export interface Inconsistency {
  readonly id: string;
  readonly origin: string;
}

/** Client of the hub's own APIs. The federation endpoints are OpenID Federation's: any such client reads them. */
export interface HubClient {
  health(): Promise<Outcome<Health>>;
  organisations(query?: PageQuery): Promise<Outcome<Page<Organisation>>>;
  logs(query?: PageQuery): Promise<Outcome<Page<WitnessedLog>>>;
  inconsistencies(query?: PageQuery): Promise<Outcome<Page<Inconsistency>>>;
  /** Operator. */
  subordinates(query?: PageQuery): Promise<Outcome<Page<Subordinate>>>;
  /** Operator. Registers, or replaces the federation keys. */
  registerSubordinate(subordinate: NewSubordinate): Promise<Outcome<Subordinate>>;
  /** Operator. Revokes at once. */
  revokeSubordinate(orgnr: string): Promise<Outcome<void>>;
  /** Operator. The next step in the rotation of the anchor's keys; `force` only when a key has leaked. */
  rotateAnchorKeys(force?: boolean): Promise<Outcome<{ readonly step: string; readonly active: string }>>;
}

const trust = '/trust-framework/v1';
const traceability = '/traceability/v1';

export function hubClient(connection: Connection): HubClient {
  const list = <T extends object>(
    path: string,
    query?: PageQuery,
    isItem: (value: unknown) => value is T = isRow<T>,
  ) => callPage<T>(connection, path + queryText(query), isItem);
  return {
    health: () => readHealth(connection),
    organisations: (query) => list(`${trust}/organisations`, query, isOrganisation),
    logs: (query) => list(`${traceability}/logs`, query, isWitnessedLog),
    inconsistencies: (query) => list(`${traceability}/inconsistencies`, query),
    subordinates: (query) => list(`${trust}/subordinates`, query),
    registerSubordinate: (body) =>
      callJson(connection, { method: 'POST', path: `${trust}/subordinates`, body }),
    revokeSubordinate: (orgnr) =>
      callJson(connection, { method: 'DELETE', path: `${trust}/subordinates/${encodeURIComponent(orgnr)}` }),
    rotateAnchorKeys: (force = false) =>
      callJson(connection, { method: 'POST', path: `${trust}/keys/rotate`, body: force ? { force } : {} }),
  };
}

function isOrganisation(value: unknown): value is Organisation {
  const row = asObject(value);
  const services = field(row, 'services');
  const texts = ['orgnr', 'entityId', 'name'].every((name) => stringField(row, name) !== undefined);
  return (
    texts &&
    Array.isArray(services) &&
    services.every((it) => stringField(asObject(it), 'title') !== undefined)
  );
}

function isWitnessedLog(value: unknown): value is WitnessedLog {
  const row = asObject(value);
  const texts = ['origin', 'orgnr', 'root', 'cosignedAt'].every(
    (name) => stringField(row, name) !== undefined,
  );
  return texts && countField(row, 'size') !== undefined;
}
