import type { Mandate } from './mandate.ts';

/** `valid`: in force on the day. `coming`: not yet, and not ended. `past`: ended, or its last day has gone by. */
export type Standing = 'valid' | 'coming' | 'past';

/** How a mandate stands on a day (`YYYY-MM-DD`, in Sweden). Days compare as texts. */
export function standingOn(
  { validFrom, validTo, ended }: Pick<Mandate, 'validFrom' | 'validTo' | 'ended'>,
  day: string,
): Standing {
  if (ended !== undefined || (validTo !== undefined && validTo < day)) return 'past';
  return validFrom <= day ? 'valid' : 'coming';
}
