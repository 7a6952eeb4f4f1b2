import type { Lookup, Mandate, NamedParty, Party } from '@ena/client/mandates.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { mostAtOnce, readAll } from './paging.ts';
import { birthDayOf, isProtected, shownParty } from './party.ts';
import { forQuery, type MandateTools } from './tools.ts';

/** The API tells of lookups by number; here are the names, as far as the reader's own mandates and the lists have them. */
export interface LookupNames {
  party(party: Party): string;
  relyingParty(lookup: Lookup): string;
}

export async function readNames(
  tools: MandateTools,
  visit: OwnVisit,
  lookups: readonly Lookup[],
): Promise<LookupNames> {
  const isOf = ({ organisation, relyingParty }: Lookup) => organisation === relyingParty;
  const [mandates, parties] = await Promise.all([
    lookups.some(({ other }) => other !== undefined) ? ownMandates(tools, visit) : [],
    lookups.every(isOf) ? [] : relyingParties(tools, visit),
  ]);
  const known = new Map(
    mandates.flatMap(({ grantor, holders }) => [grantor, ...holders]).map((one) => [keyOf(one), one]),
  );
  const places = new Map([
    ...parties,
    ...mandates.map((one): [string, string] => [one.relyingParty.id, one.relyingParty.name]),
    ...lookups.flatMap((one): [string, string][] =>
      one.organisationName === undefined ? [] : [[one.organisation, one.organisationName]],
    ),
  ]);
  return {
    party: (party) => nameFor(visit, party, known.get(keyOf(party))),
    relyingParty: ({ relyingParty: orgnr }) => {
      const name = places.get(orgnr);
      return name === undefined ? written(orgnr) : `${name} (${written(orgnr)})`;
    },
  };
}

function keyOf({ kind, id }: Party): string {
  return `${kind}:${id}`;
}

/** What is on the first page of each list: names for those who are asked about, and no more than that. */
async function ownMandates(tools: MandateTools, visit: OwnVisit): Promise<readonly Mandate[]> {
  const read = (as: 'grantor' | 'holder', standing: 'valid' | 'past') =>
    tools.own(visit).mandates({ as, standing, limit: mostAtOnce, ...forQuery(visit) });
  const found = await Promise.all([
    read('grantor', 'valid'),
    read('holder', 'valid'),
    read('grantor', 'past'),
    read('holder', 'past'),
  ]);
  return found.flatMap((one) => (one.kind === 'ok' ? one.value.items : []));
}

async function relyingParties(
  tools: MandateTools,
  visit: OwnVisit,
): Promise<readonly (readonly [string, string])[]> {
  const found = await readAll((slice) => tools.own(visit).relyingParties(slice));
  return found.kind === 'ok' ? found.value.items.map(({ orgnr, name }) => [orgnr, name] as const) : [];
}

function nameFor(visit: OwnVisit, party: Party, known: NamedParty | undefined): string {
  const { lookups } = visit.t.mandates;
  if (known !== undefined) return shownParty(visit, known);
  if (party.kind === 'organisation') return written(party.id);
  if (isProtected(party)) return lookups.protectedPerson;
  const day = birthDayOf(party);
  return day === undefined ? lookups.aPerson : lookups.personBorn(day);
}
