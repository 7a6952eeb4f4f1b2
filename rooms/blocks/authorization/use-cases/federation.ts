/** What this room needs of the trust framework; `room.ts` connects the two. */
export interface Federation {
  /** Verified metadata of an entity by the rules of its federation; `undefined` where it is not a member. */
  resolveEntity(entityId: string): Promise<FederationEntity | undefined>;
}

/** Lets the server stand in the federation itself, as an entity that the hub hosts. */
export interface FederationPlace {
  readonly entityId: string;
  publish(
    entityType: string,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<'published' | 'not-a-member'>;
}

export interface FederationEntity {
  readonly organisation: string | undefined;
  /** By entity type: `oauth_client`, `oauth_authorization_server`. */
  readonly metadata: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Verified and live; `jwt` is the mark itself. */
  readonly trustMarks: readonly { readonly type: string; readonly issuer: string; readonly jwt: string }[];
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
