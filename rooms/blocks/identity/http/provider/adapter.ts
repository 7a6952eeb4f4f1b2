import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type Adapter, errors } from 'oidc-provider';
import type { IdentityStore } from '../../store/store.ts';
import type { ClientDirectory } from '../../use-cases/client-directory.ts';
import { metadataOf } from './clients.ts';

type Payload = Record<string, unknown>;

/** Lets oidc-provider remember in the room's own tables. A grant that goes takes its log-in with it. */
export function createAdapter(
  store: IdentityStore,
  clients: ClientDirectory,
  clock: Clock,
): (model: string) => Adapter {
  const { entries, logins } = store;
  return (model) => ({
    upsert: async (id, payload, expiresIn) => {
      if (holdsNul(JSON.stringify([id, payload])))
        throw new errors.InvalidRequest('U+0000 is in no value here');
      await entries.save(model, id, {
        payload,
        grantId: text(payload.grantId),
        uid: model === 'Session' ? text(payload.uid) : undefined,
        expiresAt: expiresIn === undefined ? undefined : clock.now() + expiresIn * 1000,
      });
    },
    find: async (id) => {
      if (!mayBeKept(id)) return undefined;
      return model === 'Client' ? findClient(clients, id) : entries.find(model, id, clock.now());
    },
    findByUid: async (uid) => (mayBeKept(uid) ? entries.findByUid(model, uid, clock.now()) : undefined),
    findByUserCode: async () => undefined,
    // Of two calls that race for one code, the second is refused.
    consume: async (id) => {
      if (await entries.consume(model, id, clock.now())) return;
      throw model === 'PushedAuthorizationRequest'
        ? new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
        : new errors.InvalidGrant('authorization code already consumed');
    },
    destroy: async (id) => {
      await entries.remove(model, id);
      if (model === 'Grant') await logins.endLogin(id);
    },
    revokeByGrantId: async (grantId) => {
      await entries.removeByGrant(grantId);
      await logins.endLogin(grantId);
    },
  });
}

/** PostgreSQL has no U+0000 in a text, so an id with it is nobody's; the library takes ids out of JWTs and forms as they are. */
function mayBeKept(id: string): boolean {
  return !id.includes('\u0000');
}

/** The library asks here for every client that is not one of the configuration. */
async function findClient(clients: ClientDirectory, id: string): Promise<Payload | undefined> {
  const found = await clients.find(id);
  return found && metadataOf(found);
}

function text(value: Payload[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
