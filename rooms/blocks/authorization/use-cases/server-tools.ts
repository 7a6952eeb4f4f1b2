import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { AuthorizationStore } from '../store/store.ts';
import type { ClientDirectory } from './client-directory.ts';
import type { DpopNonces } from './dpop-nonces.ts';
import type { Federation, FederationPlace } from './federation.ts';
import type { KeyDirectory } from './key-directory.ts';
import type { ProfileRules } from './profile-at.ts';
import type { ReplayMemory } from './replay-memory.ts';
import type { RevocationList } from './revocation-list.ts';
import type { ServerNames } from './server-names.ts';

/** What the use-cases of the authorization server work with; made once, when the room opens. */
export interface ServerTools extends ProfileRules {
  readonly names: ServerNames;
  readonly clock: Clock;
  readonly store: AuthorizationStore;
  readonly clients: ClientDirectory;
  readonly keys: KeyDirectory;
  readonly replay: ReplayMemory;
  readonly revocations: RevocationList;
  readonly nonces: DpopNonces;
  readonly federation: Federation;
  /** Where this server stands in the federation, if its operator has a place there. */
  readonly place: FederationPlace | undefined;
  readonly callOut: CallOut;
  /** Scopes that the metadata of the server names; whole once every room is open. */
  readonly publishedScopes: () => readonly string[];
  /** Types of authorization details that they name. */
  readonly publishedDetailTypes: readonly string[];
  /** Signs access tokens, grants and metadata. */
  readonly signing: KeyRing;
  /** Makes pseudonyms of persons; a secret of the same class as their numbers. */
  readonly pseudonymKey: Buffer;
}
