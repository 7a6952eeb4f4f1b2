export interface DayCount {
  /** A calendar date in Sweden, of the last change. */
  readonly day: string;
  readonly count: number;
}

/** A day on which the producer and the index disagree. */
export interface DayDrift {
  readonly day: string;
  readonly told: number;
  readonly held: number;
}

/** Days that differ, by date. A day that one side leaves out counts zero there. */
export function dayDrift(told: readonly DayCount[], held: readonly DayCount[]): readonly DayDrift[] {
  const heldOn = new Map(held.map(({ day, count }) => [day, count]));
  const toldOn = new Map<string, number>();
  for (const { day, count } of told) toldOn.set(day, (toldOn.get(day) ?? 0) + count);
  const days = [...new Set([...heldOn.keys(), ...toldOn.keys()])].sort();
  return days
    .map((day) => ({ day, told: toldOn.get(day) ?? 0, held: heldOn.get(day) ?? 0 }))
    .filter(({ told: a, held: b }) => a !== b);
}

/** How many pointers are wrong at the least: the sum of the differences. */
export function driftSize(days: readonly DayDrift[]): number {
  return days.reduce((sum, { told, held }) => sum + Math.abs(told - held), 0);
}
