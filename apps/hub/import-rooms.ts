import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { OpenRoom, Room } from '@ena/kernel/room.ts';
import { roomConfigurations } from '@ena/kernel/rooms/configuration.ts';
import type { Database } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';

/**
 * Opens rooms for an import, with the folder's keys and without serving them, and closes them when the work with what
 * the last one offers is done. A room gets the offers of those before it; of its other needs it gets none, so it must
 * not use them meanwhile.
 */
export async function withRooms<Offer>(
  rooms: readonly Room[],
  place: { readonly database: Database; readonly folder: string },
  work: (offer: Offer) => Promise<void>,
): Promise<Result<void, string>> {
  const opened: OpenRoom[] = [];
  try {
    const offer = await openInTurn(rooms, place, opened);
    if (!offer.ok) return offer;
    await work(offer.value as Offer);
    return ok(undefined);
  } finally {
    for (const room of opened.reverse()) await room.stop?.();
  }
}

async function openInTurn(
  rooms: readonly Room[],
  { database, folder }: { readonly database: Database; readonly folder: string },
  opened: OpenRoom[],
): Promise<Result<unknown, string>> {
  const configurations = roomConfigurations(rooms, {});
  if (!configurations.ok) return fail(configurations.error.join(' '));
  const log = createLogger({ level: 'error', program: 'import' });
  const shared = {
    clock: systemClock,
    log,
    events: createInProcessBus(
      rooms.flatMap(({ events }) => events),
      { clock: systemClock, log },
    ),
    audit: { record: async () => {} },
    publicUrl: 'http://127.0.0.1',
    sandbox: false,
    personScopes: () => [],
    systemScopes: () => [],
    metrics: createMetrics(),
    isClient: async () => false,
  };
  const offers = new Map<string, unknown>();
  for (const room of rooms) {
    const schema = room.schema ?? '';
    const migrated = await database.migrate(schema, room.migrations);
    if (!migrated.ok) return migrated;
    const keyFolder = join(folder, 'keys', room.id);
    mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
    const db = database.schema(schema);
    const config = configurations.value.get(room.id);
    const open = await room.open({
      ...shared,
      db,
      config,
      keyFolder,
      room: <Needed>(id: string) => offers.get(id) as Needed,
      wanted: <Wanted>(id: string) => offers.get(id) as Wanted | undefined,
    });
    opened.push(open);
    offers.set(room.id, open.offer);
  }
  return ok(opened.at(-1)?.offer);
}
