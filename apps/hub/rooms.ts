import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Room } from '@ena/kernel/room.ts';
import { company } from '@ena/rooms/base-data/company';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';

/** Every room that a hub can run. A new room is one import and one line. */
const allRooms: readonly Room[] = [trustFramework, traceability, company];

/** What a hub runs when it is not told: the national blocks. Base data runs with its authority. */
const defaultRooms: readonly Room[] = [trustFramework, traceability];

/** Fails with one sentence on an id that no room has. */
export function chooseRooms(ids: readonly string[] | undefined): Result<readonly Room[], string> {
  if (ids === undefined) return ok(defaultRooms);
  const chosen: Room[] = [];
  for (const id of ids) {
    const room = allRooms.find((one) => one.id === id);
    if (room === undefined)
      return fail(`There is no room ${id}; there are ${allRooms.map((one) => one.id).join(', ')}.`);
    chosen.push(room);
  }
  return ok(chosen);
}
