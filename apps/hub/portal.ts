import { join } from 'node:path';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { constantTimeEqual, hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import type { Mount } from '@ena/kernel/http/mount.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { OpenedRooms } from '@ena/kernel/rooms/open-rooms.ts';
import { systemClock } from '@ena/kernel/time.ts';
import type { LogInOptions, PortalOptions } from '@ena/portal/options.ts';
import { openPortal } from '@ena/portal/portal.ts';
import type { HubConfig } from './config/env.ts';
import { feedbackKey } from './portal-feedback.ts';

/** The portal's pages, for a hub that runs any room; a page about nothing is not served. */
export function portalMount(
  config: HubConfig,
  rooms: readonly Room[],
  opened: OpenedRooms,
): readonly Mount[] {
  if (rooms.length === 0) return [];
  const { publicUrl, sandbox } = config;
  const hubUrl = `http://${config.host}:${config.port}`;
  const logIn = portalLogIn(config, rooms, opened);
  const options: PortalOptions = {
    hubUrl,
    publicUrl,
    rooms: rooms.map(({ id, names, contracts }) => ({ id, names, contracts, apis: basePathsOf(opened, id) })),
    watch: config.portal.watch,
    sandbox,
    clock: systemClock,
    fetch,
    secrets: { make: newSecret, fingerprint: hashSecret, same: constantTimeEqual },
    ...(logIn !== undefined && { logIn }),
    ...(has(rooms, 'governance/feedback') && {
      feedback: {
        apiKey: feedbackKey({
          folder: ownFolder(config),
          operatorTokenFile: join(config.folder, 'operator-token'),
          hubUrl,
          publicUrl,
          fetch,
        }),
      },
    }),
  };
  return [{ room: 'apps/portal', ...openPortal(options) }];
}

/** The portal's own folder among the keys of the program: its key as a client, and what it was given. */
function ownFolder(config: HubConfig): string {
  return join(config.folder, 'keys', 'apps', 'portal');
}

function portalLogIn(
  config: HubConfig,
  rooms: readonly Room[],
  opened: OpenedRooms,
): LogInOptions | undefined {
  if (!has(rooms, 'blocks/identity')) return undefined;
  const { active } = openKeyRing(ownFolder(config), 'client', 'ES256', systemClock);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const privateKey = active.privateKey.toCryptoKey(algorithm, false, ['sign']) as CryptoKey;
  return {
    issuer: `${config.publicUrl}/identity`,
    key: { kid: active.kid, privateKey, publicJwk: active.publicJwk },
    scopes: personScopes(opened),
  };
}

/** The scopes of every route that a person may call. */
function personScopes(opened: OpenedRooms): readonly string[] {
  const scopes = opened.mounts.flatMap(({ routes }) =>
    routes.flatMap(({ auth }) => (auth.kind === 'person' ? [auth.scope] : [])),
  );
  return [...new Set(scopes)].sort();
}

function has(rooms: readonly Room[], id: string): boolean {
  return rooms.some((room) => room.id === id);
}

function basePathsOf(opened: OpenedRooms, id: string): readonly string[] {
  const mount = opened.mounts.find((one) => one.room === id);
  return (mount?.apis ?? []).map((api) => api.basePath);
}
