import type { Identity } from './identity.ts';
import type { Registration } from './registration.ts';
import { found, type SourceAnswer } from './source-answer.ts';
import type { StatisticsEntry } from './statistics-entry.ts';

/** One record of an answer: what each of the two registers said. */
export interface OrganisationRecord {
  readonly identity: Identity;
  readonly registration: SourceAnswer<Registration>;
  readonly statistics: SourceAnswer<StatisticsEntry>;
}

/**
 * One record for each registration, in the order of the name-protection number; a single record where the
 * business register has none or did not answer. The statistical register speaks of the identity, so its
 * entry stands in every record.
 */
export function joinSources(
  identity: Identity,
  registrations: SourceAnswer<readonly Registration[]>,
  statistics: SourceAnswer<StatisticsEntry>,
): readonly OrganisationRecord[] {
  if (registrations.kind !== 'found') return [{ identity, registration: registrations, statistics }];
  return registrations.value.map((registration) => ({
    identity: registration.identity,
    registration: found(registration),
    statistics,
  }));
}

/** True when both registers answered and neither has the identity. */
export function isUnknown(record: OrganisationRecord): boolean {
  return record.registration.kind === 'unknown' && record.statistics.kind === 'unknown';
}

/** The name to show where there is room for one: the first registered name, else the statistical register's. */
export function displayName(record: OrganisationRecord): string | undefined {
  if (record.registration.kind === 'found') {
    const [first] = record.registration.value.names;
    if (first !== undefined) return first.name;
  }
  return record.statistics.kind === 'found' ? record.statistics.value.name : undefined;
}
