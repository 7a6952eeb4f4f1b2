import type { Identity } from './identity.ts';
import type { PostalAddress } from './registration.ts';

/**
 * What the statistical register holds on one identity. The public sector is in this register and not in the
 * business register.
 */
export interface StatisticsEntry {
  readonly identity: Identity;
  readonly name: string;
  /** Two digits, for example 82 for a municipality. */
  readonly legalForm?: string;
  /** Registered for VAT, for F-tax or as an employer; absent where the source does not say. */
  readonly active?: boolean;
  readonly advertisingRefused?: boolean;
  /** Main activity first; five digits each. */
  readonly industries: readonly string[];
  readonly enteredOn?: string;
  readonly address?: PostalAddress;
  /** False while nobody has compared the number with the register: see `data/public-sector.ts`. */
  readonly verified: boolean;
  readonly place?: Place;
}

/** Where a public body is, as far as `data/public-sector.ts` knows; no part of the published contract. */
export interface Place {
  /** SCB's two-digit county code. */
  readonly countyCode?: string;
  readonly seat?: string;
}
