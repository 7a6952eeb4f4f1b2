import type { KeyObject } from 'node:crypto';
import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import type { Operation } from '@ena/kernel/permit/grant.ts';

export interface OfferedService {
  readonly id: string;
  readonly title: string;
  readonly operations: readonly Operation[];
}

/** What is known of another organisation, read from a verified trust chain and from nothing else. */
export interface Entity {
  readonly entityId: string;
  /** Set by the trust anchor in its subordinate statement; never taken from the organisation's own claim. */
  readonly orgnr: string;
  readonly name: string;
  /** `https://host:port`, no trailing slash. */
  readonly endpoint: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** base64url(sha256(SPKI)) of the TLS keys it may use. */
  readonly pins: ReadonlySet<string>;
  readonly services: ReadonlyMap<string, OfferedService>;
  /** What it verifies, as RFC 9421 names them; an organisation that says nothing verifies `ecdsa-p256-sha256`. */
  readonly signatureAlgorithms: ReadonlySet<string>;
  /** The witness's key (C2SP vkey) as the anchor's statement names it. */
  readonly witnessVkey: string | undefined;
  /** The keys that the anchor's statement names for what the hub says of mandates. */
  readonly mandateKeys: readonly JwkMembers[];
  /** Leaf entity configuration, subordinate statement, anchor's entity configuration. */
  readonly chain: readonly string[];
  /** Hex SHA-256 of each of them, in the same order. */
  readonly chainHashes: readonly string[];
  /** When the leaf's and the subordinate statement were issued, seconds since the epoch. */
  readonly issuedAt: { readonly leaf: number; readonly subordinate: number };
  /** Earliest expiry in the chain, milliseconds since the epoch. */
  readonly expiresAt: number;
}

export type TrustProblem =
  /** The anchor says that it has no such organisation. Final until it is registered. */
  | { readonly kind: 'unknown' }
  /** The anchor cannot be reached and nothing valid is kept. */
  | { readonly kind: 'unavailable'; readonly why: string }
  /** An answer came that does not verify. */
  | { readonly kind: 'invalid'; readonly why: string };
