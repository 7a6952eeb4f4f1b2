import type { Entity } from '../domain/entity.ts';
import type { AnchorKeyLife } from '../domain/rotation.ts';

/** Where the holder of a log's key is read from: the configuration that is hosted now. */
export interface LogKey {
  readonly organisationNumber: string;
  readonly entityId: string;
  readonly vkey: string;
}

export interface EntityPage {
  readonly entities: readonly Entity[];
  readonly total: number;
}

/** Every read sees what was saved before it began. A revoked entity is absent unless the method says otherwise. */
export interface EntityReader {
  /** The revision of an active entity, `undefined` where there is none. Cheap: asked on every resolve. */
  revisionOf(entityId: string): Promise<number | undefined>;
  find(entityId: string): Promise<Entity | undefined>;
  findByNumber(organisationNumber: string): Promise<Entity | undefined>;
  /** As the two above, but revoked entities are found too: their numbers and ids stay taken. */
  findEver(organisationNumber: string, entityId: string): Promise<{ byNumber?: Entity; byId?: Entity }>;
  /** Ordered by organisation number; `total` counts all active entities. */
  list(offset: number, limit: number): Promise<EntityPage>;
  /** Ids of all active entities, ordered; with `types`, of those whose hosted metadata has all of them (§8.2.1). */
  entityIds(types: readonly string[]): Promise<readonly string[]>;
  /** Whether the organisation is, or was, in the federation. */
  stateOf(organisationNumber: string): Promise<'active' | 'revoked' | undefined>;
  /** The key of the log with this origin, while its organisation is active. */
  logKey(origin: string): Promise<LogKey | undefined>;
}

export interface EntityWriter {
  /**
   * Compare and save, in one statement: inserts where `previous` is undefined, else replaces only the row whose
   * revision is still `previous`. `raced` means that someone else came first and nothing was changed.
   * Durable when the promise resolves.
   */
  save(entity: Entity, previous: number | undefined): Promise<'saved' | 'raced'>;
}

/** The lives of the anchor's signing keys. The key ring holds the keys themselves. */
export interface AnchorKeyStore {
  /** In order of announcement, withdrawn keys included: they are the history of the anchor. */
  anchorKeys(): Promise<readonly AnchorKeyLife[]>;
  /** Inserts or replaces by kid. */
  saveAnchorKey(life: AnchorKeyLife): Promise<void>;
}

export type TrustStore = EntityReader & EntityWriter & AnchorKeyStore;
