import type { Mount } from '@ena/kernel/http/mount.ts';
import type { Room } from '@ena/kernel/room.ts';
import type { OpenedRooms } from '@ena/kernel/rooms/open-rooms.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { portalRoutes } from '@ena/portal/page.ts';
import type { HubConfig } from './config/env.ts';

/** The portal's pages, for a hub that runs any room; a page about nothing is not served. */
export function portalMount(
  config: HubConfig,
  rooms: readonly Room[],
  opened: OpenedRooms,
): readonly Mount[] {
  if (rooms.length === 0) return [];
  const routes = portalRoutes({
    hubUrl: `http://${config.host}:${config.port}`,
    rooms: rooms.map(({ id, names, contracts }) => ({ id, names, contracts, apis: basePathsOf(opened, id) })),
    watch: config.portal.watch,
    sandbox: config.sandbox,
    clock: systemClock,
    fetch,
  });
  return [{ room: 'apps/portal', routes }];
}

function basePathsOf(opened: OpenedRooms, id: string): readonly string[] {
  const mount = opened.mounts.find((one) => one.room === id);
  return (mount?.apis ?? []).map((api) => api.basePath);
}
