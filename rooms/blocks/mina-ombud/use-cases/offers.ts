import type { CompanyOffer } from '#rooms/base-data/company';
import type { Person, PersonOffer } from '#rooms/base-data/person';
import type { NamedParty } from '../domain/party.ts';
import { protectedName } from '../domain/protected-identity.ts';
import { naturalParty } from './actor.ts';
import type { LawfulRelation, Organisations, Persons } from './ports.ts';

/** The company base data as this room asks it. */
export function organisationsOf(company: CompanyOffer): Organisations {
  const find: Organisations['find'] = async (orgnr) => {
    const outcome = await company.findOrganisation(orgnr);
    switch (outcome.kind) {
      case 'found':
        return {
          kind: 'found',
          organisation: { kind: 'organisation', id: orgnr, name: outcome.organisation.name },
        };
      case 'unavailable':
        return { kind: 'away' };
      default:
        return { kind: 'unknown' };
    }
  };
  return {
    find,
    signingRules: async (orgnr) => {
      const [found, signing] = await Promise.all([find(orgnr), company.findSignatories(orgnr)]);
      if (found.kind !== 'found') return { kind: found.kind };
      if (signing.kind !== 'found') return { kind: 'unknown' };
      const { signatories, rules } = signing.authority;
      const representatives = signatories.map(({ personalNumber, name }) => split(personalNumber, name));
      return { kind: 'found', rules: { organisation: found.organisation, representatives, rules } };
    },
    representedBy: (personalNumber) => company.organisationsSignedBy(personalNumber),
  };
}

/** The register writes a whole name; what follows the last blank is taken for the family name. */
function split(personalNumber: string, name: string): NamedParty {
  const at = name.lastIndexOf(' ');
  const party = naturalParty(personalNumber);
  return at < 0 ? { ...party, name } : { ...party, name: name.slice(at + 1), givenName: name.slice(0, at) };
}

/** The person base data as this room asks it. */
export function personsOf(register: PersonOffer): Persons {
  return {
    find: async ({ kind, id }) => {
      if (kind !== 'person' && kind !== 'coordinated') return undefined;
      const found = await register.findPerson(id);
      return found && named(found);
    },
    relations: async () => {
      const all: LawfulRelation[] = [];
      for await (const { id, kind, representative, represented, from, to } of register.relations()) {
        all.push({
          id,
          relation: kind,
          representative: named(representative),
          represented: named(represented),
          from,
          ...(to !== undefined && { to }),
        });
      }
      return all;
    },
    protectedAmong: (personalNumbers) => register.protectedAmong(personalNumbers),
  };
}

function named({ personalNumber, familyName, givenName, protection }: Person): NamedParty {
  if (protection !== undefined) return { ...naturalParty(personalNumber), name: protectedName };
  return { ...naturalParty(personalNumber), name: familyName, givenName };
}
