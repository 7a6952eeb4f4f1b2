import type { PublicJwk } from '@ena/kernel/crypto/keys.ts';
import type { Statement } from './shelf.ts';

/** A trust mark that is live now, as it stands in resolve answers and in configurations that the hub signs. */
export interface LiveTrustMark {
  /** Identifier of the type, a URL. */
  readonly type: string;
  readonly issuer: string;
  readonly jwt: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** An entity of the hub's own, directly under the anchor: it signs its configuration itself. */
export interface OwnEntity {
  readonly entityId: string;
  readonly name: string;
  /** Where the hub serves the configuration: the entity's `ec_location`. */
  readonly location: string;
  keys(): readonly PublicJwk[];
  configuration(): Promise<Statement>;
}

/** OpenID Federation 1.0 §7: the claims in the anchor's configuration that say whose marks count. */
export interface TrustMarkClaims {
  readonly trust_mark_issuers: Readonly<Record<string, readonly string[]>>;
  readonly trust_mark_owners: Readonly<
    Record<string, { readonly sub: string; readonly jwks: { readonly keys: readonly PublicJwk[] } }>
  >;
}

/** What the anchor, the resolver and the listing ask about trust marks. */
export interface TrustMarkPort {
  /**
   * The marks of an entity that are neither expired, suspended nor revoked. Every change to them raises the
   * revision of the entity, in the same transaction, so that what is kept for a revision stays true but for expiry.
   */
  liveMarks(entityId: string): Promise<readonly LiveTrustMark[]>;
  /** Ids of the entities with a live mark: of the type where one is given, else of any. Ordered. */
  markedEntities(type?: string): Promise<readonly string[]>;
  anchorClaims(): TrustMarkClaims;
  /** The issuer and the owner of trust marks. */
  readonly ownEntities: readonly OwnEntity[];
}
