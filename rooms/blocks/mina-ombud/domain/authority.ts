import type { GrantorRole } from './mandate.ts';
import { type NamedParty, partyKey } from './party.ts';

/** A mandate in force, as far as it says who may do what for whom. */
export interface GivenMandate {
  readonly id: string;
  readonly grantor: NamedParty;
  readonly grantorRole: GrantorRole;
  readonly holders: readonly NamedParty[];
  readonly codes: readonly string[];
  readonly validFrom: string;
  readonly registeredAt: number;
}

/** What one set of holders may do together for one grantor, and by which mandate. */
export interface AuthorityContext {
  readonly grantor: NamedParty;
  readonly grantorRole: GrantorRole;
  readonly holders: readonly NamedParty[];
  readonly permissions: readonly { readonly code: string; readonly mandate: string }[];
}

/**
 * One context for each grantor, role and set of holders, in the order in which they first occur. A code that several
 * mandates give stands once, by the one in force from the latest day; of those from the same day the one registered last.
 * Names are those of the mandate registered last.
 */
export function authorityContexts(mandates: readonly GivenMandate[]): readonly AuthorityContext[] {
  const groups = Map.groupBy(mandates, contextKey);
  return [...groups.values()].map((group) => {
    const { grantor, grantorRole, holders } = group.reduce((a, b) =>
      b.registeredAt >= a.registeredAt ? b : a,
    );
    return { grantor, grantorRole, holders, permissions: permissionsOf(group) };
  });
}

/** Two mandates with the same holders in another order have one context. */
function contextKey({ grantor, grantorRole, holders }: GivenMandate): string {
  const keys = [...new Set(holders.map(partyKey))].sort();
  return JSON.stringify([partyKey(grantor), grantorRole, keys]);
}

function permissionsOf(group: readonly GivenMandate[]): AuthorityContext['permissions'] {
  const chosen = new Map<string, GivenMandate>();
  for (const mandate of group) {
    for (const code of mandate.codes) {
      const other = chosen.get(code);
      if (other === undefined || isLater(mandate, other)) chosen.set(code, mandate);
    }
  }
  return [...chosen].map(([code, { id }]) => ({ code, mandate: id }));
}

function isLater(a: GivenMandate, b: GivenMandate): boolean {
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom;
  if (a.registeredAt !== b.registeredAt) return a.registeredAt > b.registeredAt;
  return a.id > b.id;
}
