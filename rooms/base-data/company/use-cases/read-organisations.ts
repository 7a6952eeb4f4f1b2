import type { Identity } from '../domain/identity.ts';
import type { OrganisationRecord } from '../domain/organisation-record.ts';
import type { Sources } from '../store/sources.ts';
import { askSources } from './ask-sources.ts';

/** Never fails: what could not be had stands in the records, and an unknown identity gives one record that says so. */
export interface OrganisationsOutcome {
  readonly kind: 'answered';
  readonly records: readonly OrganisationRecord[];
}

/** What both registers hold on an identity: one record for each registration, at least one. */
export async function readOrganisations(
  sources: Sources,
  identity: Identity,
  deadlineMs: number,
): Promise<OrganisationsOutcome> {
  return { kind: 'answered', records: await askSources(sources, identity, deadlineMs) };
}
