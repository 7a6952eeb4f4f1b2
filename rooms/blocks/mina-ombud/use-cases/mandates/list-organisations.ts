import type { NamedParty } from '../../domain/party.ts';
import type { LifeTools } from './tools.ts';

export interface ActedForOrganisation {
  readonly orgnr: string;
  readonly name: string;
  readonly as: readonly ('representative' | 'handler')[];
}

/** The organisations that a person does something for, by number: what a portal offers under "acting for". */
export async function listOrganisations(
  { store, organisations }: Pick<LifeTools, 'store' | 'organisations'>,
  person: NamedParty,
): Promise<readonly ActedForOrganisation[]> {
  const represented = new Set((await organisations.representedBy?.(person.id)) ?? []);
  const handled = new Set(await store.handledBy(person));
  const numbers = [...new Set([...represented, ...handled])].sort();
  return Promise.all(
    numbers.map(async (orgnr) => {
      const found = await organisations.find(orgnr);
      const as = [
        ...(represented.has(orgnr) ? (['representative'] as const) : []),
        ...(handled.has(orgnr) ? (['handler'] as const) : []),
      ];
      return { orgnr, name: found.kind === 'found' ? found.organisation.name : orgnr, as };
    }),
  );
}
