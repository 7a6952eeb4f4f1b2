import type { Client, Neighbour } from '../domain/client.ts';
import type { RefreshToken } from '../domain/refresh-token.ts';

/** Every read sees what was written before it began. */
export interface ClientStore {
  findClient(id: string): Promise<Client | undefined>;
  /** In the order of their ids. */
  listClients(offset: number, limit: number): Promise<{ clients: readonly Client[]; total: number }>;
  /** Inserts where `previous` is undefined, else replaces that revision. Of two at once one wins. Durable when it resolves. */
  saveClient(client: Client, previous: number | undefined): Promise<'saved' | 'raced'>;
  removeClient(id: string): Promise<boolean>;
}

export interface NeighbourStore {
  findNeighbour(name: string): Promise<Neighbour | undefined>;
  /** All of them: there are few. In the order of their names. */
  listNeighbours(): Promise<readonly Neighbour[]>;
  /** As `saveClient`; also `raced` where another neighbour has the issuer. */
  saveNeighbour(neighbour: Neighbour, previous: number | undefined): Promise<'saved' | 'raced'>;
  removeNeighbour(name: string): Promise<boolean>;
}

/** Something that may be used once, under a name that cannot be turned back. */
export interface OneTimeId {
  readonly key: string;
  /** Seconds since the epoch; before it the id must not be forgotten. */
  readonly expires: number;
}

export interface ReplayStore {
  /** Takes the ids; answers the keys that nobody had taken. Of two processes at once exactly one gets a key. Durable. */
  takeIds(ids: readonly OneTimeId[]): Promise<ReadonlySet<string>>;
  /** Forgets ids, revocations and refresh tokens that ended before the second. */
  forgetBefore(second: number): Promise<void>;
}

export interface RefreshStore {
  saveRefreshToken(token: RefreshToken): Promise<void>;
  findRefreshToken(hash: string): Promise<RefreshToken | undefined>;
  /** Marks it as used; false where it was already. Of two at once one gets true. */
  useRefreshToken(hash: string): Promise<boolean>;
  removeFamily(family: string): Promise<void>;
}

export interface RevocationStore {
  revokeToken(id: string, expires: number): Promise<void>;
  isRevoked(id: string): Promise<boolean>;
  /** Every revocation that has not ended by the second. */
  revokedTokens(second: number): Promise<ReadonlySet<string>>;
}

export type AuthorizationStore = ClientStore & NeighbourStore & ReplayStore & RefreshStore & RevocationStore;
