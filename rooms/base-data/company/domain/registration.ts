import type { Identity } from './identity.ts';

/** A postal address as registered; parts that the register leaves empty are absent. */
export interface PostalAddress {
  readonly street?: string;
  readonly careOf?: string;
  readonly postcode?: string;
  readonly city?: string;
  /** As the source writes it: a code such as `SE-LAND`, or a name. */
  readonly country?: string;
}

export interface RegisteredName {
  readonly name: string;
  /** Code of the kind of name, from the register's own list. */
  readonly type: string;
  readonly registeredOn?: string;
  /** What is done under this name, where the name covers a part of the business. */
  readonly activity?: string;
}

/** Winding-up or restructuring that is under way. */
export interface Proceeding {
  readonly code: string;
  readonly from?: string;
}

/**
 * What the business register holds on one registration. One identity may have several, told apart by the
 * name-protection number: a person runs many businesses under one personal number.
 * Dates are `YYYY-MM-DD`; codes are without the list's suffix (`AB`, not `AB-ORGFO`).
 */
export interface Registration {
  readonly identity: Identity;
  /** 1–999; 0 where the register gives none. With the identity it is the key. */
  readonly nameProtectionNumber: number;
  readonly country?: string;
  readonly names: readonly RegisteredName[];
  readonly form?: string;
  readonly deregisteredOn?: string;
  readonly deregistrationReason?: string;
  readonly proceedings: readonly Proceeding[];
  readonly registeredOn?: string;
  readonly activity?: string;
  readonly address?: PostalAddress;
}
