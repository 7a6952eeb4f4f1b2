export interface HeldOperation {
  readonly method: string;
  /** Below the service; `{name}` stands for one segment, a last `{name...}` for any rest. */
  readonly path: string;
}

/** A system of the organisation that may call others through its connector. */
export interface HeldSystem {
  readonly name: string;
  /** How it proves to the connector which system it is. */
  readonly auth: 'loopback' | 'key' | 'mtls';
}

export interface HeldService {
  readonly id: string;
  readonly title: string;
  readonly operations: readonly HeldOperation[];
}

/** What the organisation lets another do, as it stands in its connector. */
export interface GivenGrant {
  readonly id: string;
  /** An organisation (`2120000829`) or one of its systems (`2120000829/verksamhet`). */
  readonly consumer: string;
  readonly service: string;
  readonly operations: readonly HeldOperation[];
  readonly purposes: readonly string[];
  readonly legalBasis: readonly string[];
  /** Milliseconds since the epoch; to is exclusive. */
  readonly validFrom: number;
  readonly validTo?: number;
  readonly agreement: string;
}

/** What a connector says that it holds: no secret, no address of an own system, nothing of a person. */
export interface Inventory {
  readonly organisationNumber: string;
  readonly entityId: string;
  /** When the connector wrote it, in whole seconds; of two, the later counts. */
  readonly issuedAt: number;
  readonly systems: readonly HeldSystem[];
  readonly services: readonly HeldService[];
  readonly grants: readonly GivenGrant[];
}

/** An inventory as somebody sent it, read and not believed. */
export interface ClaimedInventory extends Omit<Inventory, 'organisationNumber'> {
  readonly jwt: string;
  readonly audience: string;
  readonly expiresAt: number;
}

/** A grant with who gives it, and when its connector told of it. */
export interface ToldGrant extends GivenGrant {
  readonly provider: string;
  readonly toldAt: number;
}
