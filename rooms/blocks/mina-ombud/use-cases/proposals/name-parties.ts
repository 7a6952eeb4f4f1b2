import type { NamedParty, Party } from '../../domain/party.ts';
import type { TermsFault } from '../../domain/terms-fault.ts';
import { isPossible } from '../../domain/terms-party.ts';
import type { GrantingTools } from './tools.ts';

export type NamingOutcome =
  | {
      readonly kind: 'named';
      /** `undefined` where nobody was named or the registers do not know the one who was. */
      readonly granting: NamedParty | undefined;
      /** In the order asked; one whom no register knows has a fault and no name. */
      readonly holders: readonly NamedParty[];
      readonly relyingParty: { readonly id: string; readonly name: string };
      readonly faults: readonly TermsFault[];
    }
  | { readonly kind: 'register-away' };

type Found = NamedParty | 'impossible' | 'unknown' | 'away';

/** The parties under the names that the registers have. A holder whom none knows keeps the name that was given. */
export async function nameParties(
  tools: Pick<GrantingTools, 'organisations' | 'persons'>,
  asked: {
    readonly asked: (Party & { readonly name?: string; readonly givenName?: string }) | undefined;
    readonly holders: readonly (Party & { readonly name?: string })[];
    readonly owner: string;
  },
): Promise<NamingOutcome> {
  const granting = asked.asked === undefined ? 'unknown' : await lookUp(tools, asked.asked);
  const holders = await Promise.all(asked.holders.map((holder) => lookUp(tools, holder)));
  const owner = await tools.organisations.find(asked.owner);
  if (granting === 'away' || holders.includes('away') || owner.kind === 'away')
    return { kind: 'register-away' };
  const name = owner.kind === 'found' ? owner.organisation.name : asked.owner;
  return {
    kind: 'named',
    granting: isNamed(granting) ? granting : undefined,
    holders: asked.holders.map(({ kind, id }, i) => {
      const holder = holders[i];
      return holder !== undefined && isNamed(holder) ? holder : { kind, id, name: '' };
    }),
    relyingParty: { id: asked.owner, name },
    faults: [
      ...faultOf(granting, 'grantor-invalid', '/grantor'),
      ...holders.flatMap((holder, i) => faultOf(holder, 'holder-invalid', `/holders/${i}`)),
    ],
  };
}

async function lookUp(
  { organisations, persons }: Pick<GrantingTools, 'organisations' | 'persons'>,
  party: Party & { readonly name?: string; readonly givenName?: string },
): Promise<Found> {
  const { kind, id, name } = party;
  if (!isPossible({ kind, id })) return 'impossible';
  if (kind === 'organisation') {
    const answer = await organisations.find(id);
    if (answer.kind === 'found') return answer.organisation;
    return answer.kind;
  }
  const known = await persons.find({ kind, id });
  if (known !== undefined) return known;
  if (name === undefined) return 'unknown';
  const { givenName } = party;
  return { kind, id, name, ...(givenName !== undefined && { givenName }) };
}

function isNamed(found: Found): found is NamedParty {
  return typeof found === 'object';
}

function faultOf(found: Found, kind: TermsFault['kind'], pointer: string): readonly TermsFault[] {
  if (isNamed(found)) return [];
  const detail =
    found === 'impossible'
      ? 'Check kind and number: form, day of birth and check digit.'
      : 'No register knows the number; for a holder who is a person, send the name with it.';
  return [{ kind, pointer, detail }];
}
