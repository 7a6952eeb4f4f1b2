import { type TObject, type TProperties, Type } from 'typebox';
import type { OrganisationRecord } from '../domain/organisation-record.ts';
import type { Registration } from '../domain/registration.ts';
import type { SourceAnswer } from '../domain/source-answer.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { Dataproducent, Fel, renderFel } from './fel.ts';

/** Nearly every field of an answer is a block: its values, whose they are, and what went wrong if they are missing. */
export type Block<Values> =
  | (Values & { readonly dataproducent: Dataproducent; readonly fel: null })
  | { readonly dataproducent: Dataproducent; readonly fel: Fel }
  | null;

/** The schema of a block: values are optional because a block with `fel` has none. */
export function BlockOf<Properties extends TProperties>(values: TObject<Properties>) {
  return Type.Union([
    Type.Intersect([
      Type.Partial(values),
      Type.Object({ dataproducent: Dataproducent, fel: Type.Union([Fel, Type.Null()]) }),
    ]),
    Type.Null(),
  ]);
}

/** A block that only the business register can fill. Null while that register has no such organisation: see divergences.md §3. */
export function fromBolagsverket<Values extends object>(
  record: OrganisationRecord,
  read: (registration: Registration) => Values | undefined,
): Block<Values> {
  if (record.registration.kind === 'unknown' && record.statistics.kind !== 'unknown') return null;
  return block('Bolagsverket', record.registration, read);
}

/** A block that only the statistical register can fill. */
export function fromScb<Values extends object>(
  record: OrganisationRecord,
  read: (entry: StatisticsEntry) => Values | undefined,
): Block<Values> {
  return block('SCB', record.statistics, read);
}

/**
 * A block that either register can fill. Bolagsverket's value goes first; SCB's is taken where Bolagsverket
 * answered and has none. While Bolagsverket is away SCB's value is not shown in its place.
 */
export function fromEither<Values extends object>(
  record: OrganisationRecord,
  readRegistration: (registration: Registration) => Values | undefined,
  readStatistics: (entry: StatisticsEntry) => Values | undefined,
): Block<Values> {
  const { registration, statistics } = record;
  if (registration.kind === 'unavailable' || registration.kind === 'timeout') {
    return { dataproducent: 'Bolagsverket', fel: renderFel(registration.kind, 'Bolagsverket') };
  }
  if (registration.kind === 'found') {
    const values = readRegistration(registration.value);
    if (values !== undefined) return { ...values, dataproducent: 'Bolagsverket', fel: null };
    if (statistics.kind === 'unknown') return null;
  }
  return block(statistics.kind === 'unknown' ? 'Bolagsverket' : 'SCB', statistics, readStatistics);
}

function block<Source, Values extends object>(
  producer: Dataproducent,
  answer: SourceAnswer<Source>,
  read: (source: Source) => Values | undefined,
): Block<Values> {
  if (answer.kind !== 'found') return { dataproducent: producer, fel: renderFel(answer.kind, producer) };
  const values = read(answer.value);
  return values === undefined ? null : { ...values, dataproducent: producer, fel: null };
}
