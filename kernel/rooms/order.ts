import { fail, ok, type Result } from '../result.ts';
import type { Room } from '../room.ts';

/** The rooms so that each comes after all it needs, and after those it wants that are there. Fails with one sentence on a double, a missing need or a cycle. */
export function orderRooms(rooms: readonly Room[]): Result<readonly Room[], string> {
  const byId = new Map<string, Room>();
  for (const room of rooms) {
    if (byId.has(room.id)) return fail(`The room ${room.id} is in the list twice.`);
    byId.set(room.id, room);
  }
  const ordered = new Set<Room>();
  for (const room of rooms) {
    const problem = place(room, [], byId, ordered);
    if (problem !== undefined) return fail(problem);
  }
  return ok([...ordered]);
}

function place(
  room: Room,
  path: readonly string[],
  byId: ReadonlyMap<string, Room>,
  ordered: Set<Room>,
): string | undefined {
  if (ordered.has(room)) return undefined;
  if (path.includes(room.id)) {
    return `The rooms need each other in a circle: ${[...path.slice(path.indexOf(room.id)), room.id].join(' → ')}.`;
  }
  const missing = room.needs.find((need) => !byId.has(need));
  if (missing !== undefined)
    return `The room ${room.id} needs ${missing}, which is not among the rooms to start.`;
  for (const needed of [...room.needs, ...(room.wants ?? [])].flatMap((id) => byId.get(id) ?? [])) {
    const problem = place(needed, [...path, room.id], byId, ordered);
    if (problem !== undefined) return problem;
  }
  ordered.add(room);
  return undefined;
}
