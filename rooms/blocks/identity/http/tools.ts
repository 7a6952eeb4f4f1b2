import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { Provider } from 'oidc-provider';
import type { IdentityConfig } from '../config.ts';
import type { Person } from '../domain/person.ts';
import type { IdentityStore } from '../store/store.ts';
import type { ClientDirectory } from '../use-cases/client-directory.ts';
import type { Federation } from '../use-cases/federation-client.ts';
import type { PersonRegister } from '../use-cases/person-register.ts';
import type { RotatingKeys } from '../use-cases/provider-keys.ts';
import type { SignatureKeys } from '../use-cases/signatures/signature-keys.ts';
import type { UpstreamMethod } from './login/upstream.ts';
import type { Listener } from './provider/carry.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools {
  readonly store: IdentityStore;
  readonly config: IdentityConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly audit: AuditTrail;
  readonly issuer: string;
  /** The provider with the keys of now; ask for it at each use. */
  readonly provider: Provider;
  readonly listener: Listener;
  readonly keys: RotatingKeys;
  readonly signatureKeys: SignatureKeys;
  /** `undefined` where members of the federation are no clients. */
  readonly federation: Federation | undefined;
  readonly clients: ClientDirectory;
  /** Ways to log in beside the test e-identification. */
  readonly methods: readonly UpstreamMethod[];
  /** With which this room proves itself to upstream providers. */
  readonly clientKeys: KeyRing;
  readonly register: PersonRegister;
  /** The scopes of persons' APIs that a client may ask for. */
  readonly apiScopes: (clientId: string) => Promise<readonly string[]>;
  /** Of the sandbox alone; `undefined` elsewhere, and with it the method. */
  readonly testPersons: readonly Person[] | undefined;
}
