import {
  asProblem,
  type Connection,
  callJson,
  callPage,
  callRaw,
  isRow,
  parseJson,
  queryText,
} from './call.ts';
import { type Health, readHealth } from './health.ts';
import type { Outcome, Page, PageQuery } from './outcome.ts';

/** A method and a path template below the service: `/dokument/{dokumentId}`. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

export interface System {
  readonly name: string;
  readonly auth: 'loopback' | 'key' | 'mtls';
  /** base64url(SHA-256(SPKI)) of the client certificate, for `mtls`. */
  readonly pin?: string;
  readonly defaultPurpose?: string;
  readonly defaultLegalBasis?: string;
}

/** A new system; `key` is told this once and never again. */
export interface CreatedSystem extends System {
  readonly key?: string;
}

export interface Service {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly operations: readonly Operation[];
  readonly upstream?: {
    readonly kind: 'oauth';
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly secretFile: string;
    readonly scope: string;
  };
  readonly timeoutMs?: number;
  /** What it asks of a mandate sent in `Ena-Mandate`; absent: nothing. */
  readonly mandate?: { readonly required: boolean; readonly permissions: readonly string[] };
}

export interface NewGrant {
  /** `2120000829`, or `2120000829/verksamhetssystem` for one system. */
  readonly consumer: string;
  readonly service: string;
  readonly operations: readonly Operation[];
  readonly purposes: readonly string[];
  readonly legalBasis: readonly string[];
  /** RFC 3339. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly agreement: string;
}

export interface Grant extends NewGrant {
  readonly id: string;
}

/** One row of the evidence list: what the connector has on record, without the subject. */
export interface ExchangeEntry {
  readonly exchangeId: string;
  readonly role: 'consumer' | 'provider';
  readonly receivedAt: string;
  readonly counterpart: string;
  readonly system: string;
  readonly service: string;
  readonly method: string;
  /** The template, where the provider publishes one. */
  readonly path: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly outcome: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Place in the evidence log. */
  readonly index: number;
  /** Lower-case hex; null where the log cannot be read there. */
  readonly leafHash: string | null;
}

export interface ConnectorStatus {
  readonly orgnr: string;
  readonly name: string;
  readonly entityId: string;
  readonly exchangeEndpoint: string;
  readonly publicUrl: string;
  readonly log: {
    readonly origin: string;
    readonly vkey: string;
    readonly size: number;
    readonly cosignedSize: number;
  };
  readonly partners: readonly { readonly orgnr: string; readonly name: string; readonly validTo: string }[];
  readonly health: { readonly status: 'ready' | 'degraded'; readonly reasons: readonly string[] };
}

/** One step of a key rotation, and what the next one is. */
export interface RotationStep {
  readonly step: string;
  readonly next: string;
}

export interface LogCheck {
  readonly size: number;
  readonly checked: number;
  /** Records whose key is gone; the log itself is unharmed by them. */
  readonly unreadableRecords: number;
  readonly ok: boolean;
  readonly problem?: string;
}

export type KeyUse = 'signing' | 'tls' | 'records' | 'federation';

/** Client of a connector's admin API (`/admin/v1`, operator token) and of its open `/health`. */
export interface ConnectorClient {
  health(): Promise<Outcome<Health>>;
  status(): Promise<Outcome<ConnectorStatus>>;
  systems(query?: PageQuery): Promise<Outcome<Page<System>>>;
  addSystem(system: System): Promise<Outcome<CreatedSystem>>;
  removeSystem(name: string): Promise<Outcome<void>>;
  services(query?: PageQuery): Promise<Outcome<Page<Service>>>;
  addService(service: Service): Promise<Outcome<Service>>;
  removeService(id: string): Promise<Outcome<void>>;
  grants(query?: PageQuery): Promise<Outcome<Page<Grant>>>;
  addGrant(grant: NewGrant): Promise<Outcome<Grant>>;
  removeGrant(id: string): Promise<Outcome<void>>;
  /** Newest first. `messageId`: only those whose call came with this `X-Road-Id`. */
  exchanges(query?: PageQuery & { readonly messageId?: string }): Promise<Outcome<Page<ExchangeEntry>>>;
  exchange(exchangeId: string): Promise<Outcome<ExchangeEntry>>;
  /** The evidence file, byte for byte as it is to be kept. */
  evidence(exchangeId: string): Promise<Outcome<string>>;
  /** Opens every record again; may take long. */
  verifyLog(): Promise<Outcome<LogCheck>>;
  rotateKey(use: KeyUse): Promise<Outcome<RotationStep>>;
}

const base = '/admin/v1';

export function connectorClient(connection: Connection): ConnectorClient {
  const list = <T extends object>(path: string, query?: PageQuery) =>
    callPage<T>(connection, base + path + queryText(query), isRow<T>);
  const post = <T>(path: string, body: unknown) =>
    callJson<T>(connection, { method: 'POST', path: base + path, body });
  const remove = (path: string, id: string) =>
    callJson<void>(connection, { method: 'DELETE', path: `${base}${path}/${encodeURIComponent(id)}` });
  return {
    health: () => readHealth(connection),
    status: () => callJson(connection, { method: 'GET', path: `${base}/status` }),
    systems: (query) => list('/systems', query),
    addSystem: (system) => post('/systems', system),
    removeSystem: (name) => remove('/systems', name),
    services: (query) => list('/services', query),
    addService: (service) => post('/services', service),
    removeService: (id) => remove('/services', id),
    grants: (query) => list('/grants', query),
    addGrant: (grant) => post('/grants', grant),
    removeGrant: (id) => remove('/grants', id),
    exchanges: (query) => list('/exchanges', query),
    exchange: (exchangeId) =>
      callJson(connection, { method: 'GET', path: `${base}/exchanges/${encodeURIComponent(exchangeId)}` }),
    evidence: (exchangeId) => readEvidence(connection, exchangeId),
    verifyLog: () =>
      callJson(
        { ...connection, deadlineMs: Math.max(connection.deadlineMs ?? 0, 3_600_000) },
        { method: 'POST', path: `${base}/log/verify` },
      ),
    rotateKey: (use) => post('/keys/rotate', { use }),
  };
}

async function readEvidence(connection: Connection, exchangeId: string): Promise<Outcome<string>> {
  const path = `${base}/exchanges/${encodeURIComponent(exchangeId)}/evidence`;
  const raw = await callRaw(connection, { method: 'GET', path });
  if (raw.kind !== 'ok') return raw;
  const { status, body } = raw.value;
  if (status !== 200) return { kind: 'problem', problem: asProblem(parseJson(body), status) };
  return { kind: 'ok', value: new TextDecoder().decode(body) };
}
