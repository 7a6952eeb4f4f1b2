const dayMs = 86_400_000;

/** Days before the last day on which both parties are told that a mandate is about to run out; the nearest first. */
const remindBefore = [7, 30] as const;

export type ReminderKind = `${(typeof remindBefore)[number]}-days`;

/** Which reminder is due on the day for a mandate with this last day; one that was missed is due the next day. */
export function reminderDue(day: string, validTo: string): ReminderKind | undefined {
  const left = (Date.parse(validTo) - Date.parse(day)) / dayMs;
  const days = left < 0 ? undefined : remindBefore.find((before) => left <= before);
  return days === undefined ? undefined : `${days}-days`;
}

/** The last days, both included, for which a reminder can be due. */
export function daysToRemind(day: string): { readonly first: string; readonly last: string } {
  return { first: day, last: daysAfter(day, Math.max(...remindBefore)) };
}

/** Calendar days have no hours, so summer time does not touch them. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}
