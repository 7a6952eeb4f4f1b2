import type { GrantorRole, Limit } from '../../domain/mandate.ts';
import { displayName, type NamedParty, type Party, partyKey } from '../../domain/party.ts';
import type { Terms } from '../../domain/proposal.ts';

/** What someone wants to grant, or to be granted. */
export interface Wanted {
  readonly template: string;
  /** The mandate to pass on. */
  readonly parent?: string;
  /** For a request: who is asked – the grantor, or the holder who is to pass `parent` on. */
  readonly grantor?: Party;
  readonly grantorRole: GrantorRole;
  /** `name`: for a person whom no register knows. */
  readonly holders: readonly (Party & { readonly name?: string })[];
  /** Codes of the template's permissions. */
  readonly permissions: readonly string[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
}

type Holders = Wanted['holders'];

/** As someone words it: whoever asks need not be named. */
export interface WantedWords extends Wanted {
  /** After those of `holders`, or after the one who asks. */
  readonly moreHolders?: Holders;
}

/** A request that names no holder is for the one who asks, and for those who are to have it too. */
export function withAsker(words: WantedWords, as: 'grantor' | 'holder', asker: NamedParty): Wanted {
  const { moreHolders = [], ...wanted } = words;
  const { kind, id } = asker;
  const isForAsker = as === 'holder' && wanted.holders.length === 0;
  const first: Holders = isForAsker ? [{ kind, id, name: displayName(asker) }] : wanted.holders;
  return { ...wanted, holders: [...first, ...moreHolders] };
}

/** Whether the terms are what these words asked for; names and titles are the registers' and the template's. */
export function isSameAsk(terms: Terms, wanted: Wanted): boolean {
  const asked = terms.delegator ?? terms.grantor;
  if (wanted.grantor !== undefined && partyKey(wanted.grantor) !== partyKey(asked)) return false;
  const drawn = {
    ...terms,
    template: terms.template.id,
    permissions: terms.permissions.map(({ code }) => code),
  };
  return essence(drawn) === essence(wanted);
}

function essence(one: Omit<Wanted, 'grantor'>): string {
  return JSON.stringify([
    one.template,
    one.parent ?? null,
    one.grantorRole,
    one.holders.map(partyKey),
    one.permissions,
    one.limits.map(({ kind, value }) => [kind, value]),
    one.validFrom,
    one.validTo ?? null,
    one.mayDelegate,
  ]);
}
