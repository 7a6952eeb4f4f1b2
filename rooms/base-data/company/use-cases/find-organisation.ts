import { type Identity, parseIdentity } from '../domain/identity.ts';
import { displayName, type OrganisationRecord } from '../domain/organisation-record.ts';
import { isPublicForm } from '../domain/public-sector.ts';
import type { SourceAnswer } from '../domain/source-answer.ts';
import type { Sources } from '../store/sources.ts';
import { askSources } from './ask-sources.ts';

/** What other rooms need to know of an organisation. */
export interface OrganisationSummary {
  readonly number: string;
  readonly kind: Identity['kind'];
  readonly name: string;
  /** Legal form, two digits of SCB's list, where known. */
  readonly legalForm: string | undefined;
  readonly publicSector: boolean;
  readonly deregisteredOn: string | undefined;
  /** False: nobody has compared the number with the register. */
  readonly verified: boolean;
  readonly countyCode: string | undefined;
  readonly seat: string | undefined;
}

export type FindOrganisationOutcome =
  | { readonly kind: 'found'; readonly organisation: OrganisationSummary }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' }
  /** A register did not answer: neither "unknown" nor "not deregistered" nor "not public" could be told from "away". */
  | { readonly kind: 'unavailable' };

/** One organisation by number, in any of the forms in which numbers are written; its first registration if it has several. */
export async function findOrganisation(
  sources: Sources,
  number: string,
  deadlineMs: number,
): Promise<FindOrganisationOutcome> {
  const identity = parseIdentity(number);
  if (!identity.ok) return { kind: 'malformed' };
  const [record] = await askSources(sources, identity.value, deadlineMs);
  if (record === undefined) return { kind: 'unknown' };
  const { registration, statistics } = record;
  if (isAway(registration) || isAway(statistics)) return { kind: 'unavailable' };
  const name = displayName(record);
  if (name === undefined) return { kind: 'unknown' };
  return { kind: 'found', organisation: summary(identity.value.number, name, record) };
}

function isAway({ kind }: SourceAnswer<unknown>): boolean {
  return kind === 'unavailable' || kind === 'timeout';
}

function summary(number: string, name: string, record: OrganisationRecord): OrganisationSummary {
  const statistics = record.statistics.kind === 'found' ? record.statistics.value : undefined;
  const registration = record.registration.kind === 'found' ? record.registration.value : undefined;
  return {
    number,
    kind: record.identity.kind,
    name,
    legalForm: statistics?.legalForm,
    publicSector: isPublicForm(statistics?.legalForm),
    deregisteredOn: registration?.deregisteredOn,
    verified: statistics?.verified ?? true,
    countyCode: statistics?.place?.countyCode,
    seat: statistics?.place?.seat,
  };
}
