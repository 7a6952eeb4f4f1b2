import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Room } from '@ena/kernel/room.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { indexing } from '@ena/rooms/blocks/indexing';
import { minaArenden } from '@ena/rooms/blocks/mina-arenden';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { feedback } from '@ena/rooms/governance/feedback';
import { onboarding } from '@ena/rooms/governance/onboarding';

/** Every room that a hub can run. A new room is one import and one line. */
const allRooms: readonly Room[] = [
  trustFramework,
  authorization,
  identity,
  traceability,
  company,
  person,
  minaOmbud,
  indexing,
  minaArenden,
  onboarding,
  feedback,
];

/** What a hub runs when it is not told: all of them. An authority that runs only its own blocks names those. */
const defaultRooms = allRooms;

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
