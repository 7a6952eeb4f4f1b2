import { isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import type { MandateOffer, Party } from '#rooms/blocks/mina-ombud';
import type { OwnParty } from '../domain/own-party.ts';
import type { ReachStore } from '../store/forwarding-store.ts';
import { naturalParty, type StandingTools, standingsOf } from './forwarding/standing-of.ts';
import type { Refs } from './refs.ts';

/** Someone whose cases a person may see, and why. */
export interface ActedParty extends OwnParty {
  readonly ref: string;
  readonly kind: 'self' | 'person' | 'organisation';
  readonly name: string;
  /** Ten digits. */
  readonly organisation?: string;
  readonly by: 'self' | 'signatory' | 'mandate';
}

export interface PartyTools extends StandingTools {
  readonly refs: Refs;
  readonly store: StandingTools['store'] & Pick<ReachStore, 'reached'>;
  readonly company: Pick<CompanyOffer, 'organisationsSignedBy' | 'findOrganisation'>;
  readonly grantorsTo: MandateOffer['grantorsTo'];
}

export interface Viewer {
  /** Twelve digits. */
  readonly personalNumber: string;
  readonly name: string;
}

/** Herself first, then organisations by name, then who has given a mandate. */
export async function listOwnParties(tools: PartyTools, person: Viewer): Promise<readonly ActedParty[]> {
  const organisations = await signedFor(tools, person);
  const signed = new Set(organisations.map(({ customer }) => customer.id));
  const grantors = (await mandatedBy(tools, person)).filter(({ customer }) => !signed.has(customer.id));
  return [herself(tools, person), ...organisations, ...grantors];
}

/** By ref; without one the person herself. Nothing for a ref of no one whose cases she may see. */
export async function findOwnParty(
  tools: PartyTools,
  person: Viewer,
  ref: string | undefined,
): Promise<ActedParty | undefined> {
  const self = herself(tools, person);
  if (ref === undefined || ref === self.ref) return self;
  return (await listOwnParties(tools, person)).find((party) => party.ref === ref);
}

function herself({ refs }: PartyTools, { personalNumber: id, name }: Viewer): ActedParty {
  const customer = { id, kind: isCoordinationNumber(id) ? 'coordination' : 'person' } as const;
  return { ref: refs.party(id, customer), kind: 'self', name, by: 'self', customer, standing: whole };
}

const whole = { kind: 'whole' } as const;

async function signedFor({ refs, company }: PartyTools, person: Viewer): Promise<readonly ActedParty[]> {
  const numbers = await company.organisationsSignedBy(person.personalNumber);
  const parties = await Promise.all(
    numbers.map(async (organisation): Promise<ActedParty> => {
      const found = await company.findOrganisation(organisation);
      const customer = { id: `16${organisation}`, kind: 'organisation' } as const;
      return {
        ref: refs.party(person.personalNumber, customer),
        kind: 'organisation',
        name: found.kind === 'found' ? found.organisation.name : organisation,
        organisation,
        by: 'signatory',
        customer,
        standing: whole,
      };
    }),
  );
  return byName(parties);
}

/** Only those whose mandate covers a type of event at some producer; of the others there is nothing to see. */
async function mandatedBy(tools: PartyTools, person: Viewer): Promise<readonly ActedParty[]> {
  const standingOf = standingsOf(tools, person.personalNumber, await tools.store.reached());
  const grantors = await tools.grantorsTo(naturalParty(person.personalNumber));
  const parties = await Promise.all(
    grantors.map(async (grantor): Promise<ActedParty | undefined> => {
      const customer = customerOf(grantor);
      if (customer === undefined) return undefined;
      const standing = await standingOf(customer);
      if (standing.kind !== 'by-mandate') return undefined;
      return {
        ref: tools.refs.party(person.personalNumber, customer),
        kind: grantor.kind === 'organisation' ? 'organisation' : 'person',
        name: grantor.givenName === undefined ? grantor.name : `${grantor.givenName} ${grantor.name}`,
        ...(grantor.kind === 'organisation' && { organisation: grantor.id }),
        by: 'mandate',
        customer,
        standing,
      };
    }),
  );
  return byName(parties.filter((party) => party !== undefined));
}

function customerOf({ kind, id }: Party): OwnParty['customer'] | undefined {
  switch (kind) {
    case 'person':
      return { kind, id };
    case 'coordinated':
      return { kind: 'coordination', id };
    case 'organisation':
      return { kind, id: `16${id}` };
    default:
      return undefined;
  }
}

const swedish = new Intl.Collator('sv');

function byName(parties: readonly ActedParty[]): readonly ActedParty[] {
  return parties.toSorted((a, b) => swedish.compare(a.name, b.name) || (a.ref < b.ref ? -1 : 1));
}
