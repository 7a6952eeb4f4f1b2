import { type Clock, systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { ClientConfig } from '../config.ts';
import { identity } from '../room.ts';
import type { FederationEntity } from '../use-cases/federation-client.ts';
import { federationOf } from './fake-federation.ts';

export interface IdentitySetup {
  readonly sandbox?: boolean;
  readonly clock?: Clock;
  readonly members?: ReadonlyMap<string, FederationEntity>;
}

/** A hub with this room alone; oidc-provider reads the system's clock, so the room does too. */
export function startIdentity(
  clients: readonly ClientConfig[],
  { members, ...more }: IdentitySetup = {},
): Promise<TestHub> {
  return startTestHub({
    rooms: [federationOf(members), identity],
    clock: systemClock,
    configuration: { [identity.id]: { clients } },
    ...more,
  });
}
