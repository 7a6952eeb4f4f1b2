import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { ClientConfig } from '../config.ts';
import { identity } from '../room.ts';

/** A hub with this room alone; oidc-provider reads the system's clock, so the room does too. */
export function startIdentity(
  clients: readonly ClientConfig[],
  more: { readonly sandbox?: boolean } = {},
): Promise<TestHub> {
  return startTestHub({
    rooms: [identity],
    clock: systemClock,
    configuration: { [identity.id]: { clients } },
    ...more,
  });
}
