import type { Mandate } from '../domain/mandate.ts';
import { type NamedParty, partyKey } from '../domain/party.ts';
import { sortKey } from './sort-key.ts';
import type { AuthorityRow } from './store.ts';
import type { HoldingTable } from './tables.ts';

export function mandateRow(mandate: Mandate) {
  const { id, revision, reference, relyingParty, grantor, holders, ended } = mandate;
  return {
    id,
    revision,
    reference,
    relying_party: relyingParty.id,
    grantor: partyKey(grantor),
    grantor_role: mandate.grantorRole,
    parent: mandate.parent,
    valid_from: mandate.validFrom,
    valid_to: mandate.validTo,
    ended_at: ended && new Date(ended.at),
    title_sort: sortKey(mandate.title),
    relying_party_sort: sortKey(relyingParty.name),
    grantor_sort: sortKey(grantor.name),
    holder_sort: sortKey(holders[0]?.name ?? ''),
    content: mandate,
  };
}

export const mandateColumnTypes = {
  id: 'uuid',
  revision: 'integer',
  reference: 'text',
  relying_party: 'text',
  grantor: 'text',
  grantor_role: 'text',
  parent: 'uuid',
  valid_from: 'date',
  valid_to: 'date',
  ended_at: 'timestamptz',
  title_sort: 'text',
  relying_party_sort: 'text',
  grantor_sort: 'text',
  holder_sort: 'text',
  content: 'json',
};

/** One row for each holder; someone who is named twice holds it once. `grantorSort`: of her present name. */
export function holdingRows(mandate: Mandate, grantorSort: string) {
  const { id, grantor, grantorRole, holders, permissions, registeredAt } = mandate;
  const shared = {
    mandate: id,
    relying_party: mandate.relyingParty.id,
    grantor: partyKey(grantor),
    grantor_role: grantorRole,
    grantor_sort: grantorSort,
    valid_from: mandate.validFrom,
    valid_to: mandate.validTo ?? 'infinity',
    ended: mandate.ended !== undefined,
    limited: mandate.limits.length > 0,
    registered_at: new Date(registeredAt),
    codes: permissions.map(({ code }) => code),
    named: { grantor: named(grantor), holders: holders.map(named) },
  };
  return [...new Set(holders.map(partyKey))].map((holder) => ({ ...shared, holder }));
}

export const holdingColumnTypes = {
  mandate: 'uuid',
  holder: 'text',
  relying_party: 'text',
  grantor: 'text',
  grantor_role: 'text',
  grantor_sort: 'text',
  valid_from: 'date',
  valid_to: 'date',
  ended: 'boolean',
  limited: 'boolean',
  registered_at: 'timestamptz',
  codes: 'text[]',
  named: 'json',
};

function named({ kind, id, name, givenName }: NamedParty): NamedParty {
  return { kind, id, name, ...(givenName === undefined ? {} : { givenName }) };
}

export type HeldRow = Pick<
  HoldingTable,
  'mandate' | 'grantor_role' | 'valid_from' | 'registered_at' | 'codes'
> & { readonly named: { readonly grantor: NamedParty; readonly holders: readonly NamedParty[] } };

/** `asked`: the codes that the question names; absent: all. */
export function authorityOf(row: HeldRow, asked: readonly string[] | undefined): AuthorityRow {
  return {
    id: row.mandate,
    grantor: row.named.grantor,
    grantorRole: row.grantor_role,
    holders: row.named.holders,
    codes: asked === undefined ? row.codes : row.codes.filter((code) => asked.includes(code)),
    validFrom: row.valid_from,
    registeredAt: row.registered_at.getTime(),
  };
}
