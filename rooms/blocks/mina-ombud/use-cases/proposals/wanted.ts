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

/** A request that names no holder is for the one who asks. */
export function withAsker(wanted: Wanted, as: 'grantor' | 'holder', asker: NamedParty): Wanted {
  if (as === 'grantor' || wanted.holders.length > 0) return wanted;
  const { kind, id } = asker;
  return { ...wanted, holders: [{ kind, id, name: displayName(asker) }] };
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
