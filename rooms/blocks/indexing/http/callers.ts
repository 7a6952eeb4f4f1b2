import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { Place } from '../store/store.ts';

/** Where the caller announces: the area of the address, in its own organisation's name and no other's. */
export function placeOf({ caller, params }: RoomRequest<{ area: string }>): Place | undefined {
  if (caller.kind !== 'client' || caller.organisation === undefined) return undefined;
  return { area: params.area, producer: caller.organisation };
}
