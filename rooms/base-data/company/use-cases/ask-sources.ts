import type { Identity } from '../domain/identity.ts';
import { joinSources, type OrganisationRecord } from '../domain/organisation-record.ts';
import { found, type SourceAnswer, timeout, unavailable, unknown } from '../domain/source-answer.ts';
import type { Sources } from '../store/sources.ts';

/**
 * Asks both registers at once and answers when both have, at the latest after `deadlineMs`: a source that is late
 * or fails leaves its part of every record marked so, and the other's part stands.
 */
export async function askSources(
  sources: Sources,
  identity: Identity,
  deadlineMs: number,
): Promise<readonly OrganisationRecord[]> {
  const [registrations, statistics] = await Promise.all([
    ask(
      () => sources.registrations(identity.number),
      (rows) => (rows.length === 0 ? unknown : found(rows)),
      (why) => sources.failed('registrations', why),
      deadlineMs,
    ),
    ask(
      () => sources.statistics(identity.number),
      (entry) => (entry === undefined ? unknown : found(entry)),
      (why) => sources.failed('statistics', why),
      deadlineMs,
    ),
  ]);
  return joinSources(identity, registrations, statistics);
}

async function ask<Raw, Found>(
  read: () => Promise<Raw>,
  judge: (raw: Raw) => SourceAnswer<Found>,
  failed: (why: unknown) => void,
  deadlineMs: number,
): Promise<SourceAnswer<Found>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'late');
  });
  try {
    const raw = await Promise.race([read(), late]);
    if (raw !== 'late') return judge(raw);
    failed('no answer in time');
    return timeout;
  } catch (error) {
    failed(error);
    return unavailable;
  } finally {
    clearTimeout(timer);
  }
}
