import { swedishDate } from '@ena/kernel/time.ts';
import { daysToRemind, reminderDue } from '../domain/reminder.ts';
import { mandateExpiring } from './mandates/events.ts';
import type { LifeTools } from './mandates/tools.ts';

const batch = 500;

/**
 * Tells of each mandate that is about to run out, once for each reminder, however many processes do so: in the feed of
 * its relying party, durably, and to the rooms of this program, as all events at most once. Answers how many were told.
 */
export async function remind({
  store,
  clock,
  events,
}: Pick<LifeTools, 'store' | 'clock' | 'events'>): Promise<number> {
  const day = swedishDate(clock.now());
  const { first, last } = daysToRemind(day);
  let told = 0;
  for (let offset = 0; ; offset += batch) {
    const mandates = await store.endingBetween(first, last, { offset, limit: batch });
    for (const { id, relyingParty, validTo = last } of mandates) {
      const reminder = reminderDue(day, validTo);
      if (reminder === undefined) continue;
      const due = { mandate: id, relyingParty: relyingParty.id, kind: reminder, at: clock.now() };
      if (!(await store.noteReminder(due))) continue;
      events.publish(mandateExpiring.name, { id, relyingParty: relyingParty.id, validTo, reminder });
      told += 1;
    }
    if (mandates.length < batch) return told;
  }
}
