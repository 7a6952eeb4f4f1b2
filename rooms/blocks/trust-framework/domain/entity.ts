import type { JsonObject } from './json.ts';
import type { PublicKey } from './public-key.ts';

/** Metadata by entity type: `{ ena_connector: {…}, federation_entity: {…} }`. */
export type Metadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Metadata that is known to be JSON. */
export type JsonMetadata = Readonly<Record<string, JsonObject>>;

/** An operation of a service, as its provider describes it. */
export interface OfferedOperation {
  readonly method: string;
  readonly path: string;
}

export interface OfferedService {
  readonly id: string;
  readonly title: string;
  readonly operations: readonly OfferedOperation[];
}

/** The organisation's own transparency log, as it says in its signed configuration. */
export interface LogIdentity {
  readonly origin: string;
  readonly vkey: string;
  readonly url: string;
}

/** What an organisation says about its connector. */
export interface ConnectorMetadata {
  /** Only what the organisation claims; the anchor's word in the subordinate statement is the one that counts. */
  readonly claimedNumber: string | undefined;
  readonly exchangeEndpoint: string;
  readonly signingKeys: readonly PublicKey[];
  readonly log: LogIdentity;
  readonly services: readonly OfferedService[];
}

/**
 * An entity configuration whose shape is right but whose signature is not yet checked.
 * Everything in it is a claim by whoever sent it.
 */
export interface ClaimedConfiguration {
  readonly jwt: string;
  /** The `kid` of the JWT's header: which key signed it. */
  readonly signedWith: string;
  readonly issuer: string;
  readonly subject: string;
  /** Seconds since the epoch, as in the JWT. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly federationKeys: readonly PublicKey[];
  readonly authorityHints: readonly string[];
  readonly critical: readonly string[];
  readonly metadata: Metadata;
  readonly connector: ConnectorMetadata;
}

/** The configuration that the hub hosts for an organisation: signed by the organisation, served as it came. */
export interface HostedConfiguration {
  readonly jwt: string;
  readonly signedWith: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly metadata: Metadata;
  readonly log: LogIdentity;
  readonly services: readonly OfferedService[];
}

/** An organisation in the federation. */
export interface Entity {
  readonly organisationNumber: string;
  readonly entityId: string;
  readonly organisationName: string;
  /** The keys that may sign the organisation's own configuration; the subordinate statement vouches for these. */
  readonly federationKeys: readonly PublicKey[];
  readonly state: 'active' | 'revoked';
  readonly hosted: HostedConfiguration | undefined;
  /** What the anchor publishes about it beside number and name: reviewed metadata, by entity type. */
  readonly published?: JsonMetadata;
  /** A configuration issued before this instant (seconds) is refused: a revocation cannot be undone by replay. */
  readonly notBefore: number;
  /** Rises by one at each change; two writers cannot both raise it from the same value. */
  readonly revision: number;
}

export function isCurrent(hosted: HostedConfiguration, nowSeconds: number): boolean {
  return nowSeconds < hosted.expiresAt;
}
