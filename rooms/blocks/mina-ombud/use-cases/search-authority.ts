import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import { type AuthorityContext, authorityContexts } from '../domain/authority.ts';
import type { GrantorRole } from '../domain/mandate.ts';
import type { Party } from '../domain/party.ts';
import type { MandateReader, Slice } from '../store/store.ts';

/** What may a holder do at a relying party? */
export interface AuthorityQuestion {
  readonly relyingParty: string;
  readonly holder: Party;
  readonly grantor?: Party;
  readonly grantorRoles?: readonly GrantorRole[];
  readonly codes?: readonly string[];
  /** Counts grantors. */
  readonly slice: Slice;
}

export interface AuthorityFound {
  readonly contexts: readonly AuthorityContext[];
  /** How many grantors there are in all. */
  readonly total: number;
}

/** By the mandates in force today, in Sweden. Grantors come by name. */
export async function searchAuthority(
  { slice, ...question }: AuthorityQuestion,
  { store, clock }: { readonly store: Pick<MandateReader, 'authority'>; readonly clock: Clock },
): Promise<AuthorityFound> {
  const filter = { ...question, day: swedishDate(clock.now()) };
  const { items, total } = await store.authority(filter, slice);
  return { contexts: authorityContexts(items), total };
}
