import type { Selectable } from 'kysely';
import type { HistoryEntry } from '../domain/history.ts';
import { type Party, type PartyKind, partyKey } from '../domain/party.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Template } from '../domain/template.ts';
import { sortKey } from './sort-key.ts';
import type { Lookup } from './store.ts';
import type { HistoryTable, LookupTable, ProposalRole } from './tables.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether there can be something with this id: the database refuses to compare other texts with a UUID. */
export function isId(id: string): boolean {
  return uuid.test(id);
}

/** The party of a `partyKey`. */
export function partyOf(key: string): Party {
  const at = key.indexOf(':');
  return { kind: key.slice(0, at) as PartyKind, id: key.slice(at + 1) };
}

export function templateRow(template: Template) {
  const { id, revision, owner, state, content } = template;
  return { id, revision, owner, state, title_sort: sortKey(content.title), content: template };
}

export const templateColumnTypes = {
  id: 'uuid',
  revision: 'integer',
  owner: 'text',
  state: 'text',
  title_sort: 'text',
  content: 'json',
};

/** JSON leaves out the owner that a national template does not have. */
export function templateOf({ content }: { readonly content: Template }): Template {
  return { ...content, owner: content.owner };
}

export function proposalRow(proposal: Proposal) {
  const { id, revision, state, createdAt, lapsesAt } = proposal;
  const times = { created_at: new Date(createdAt), lapses_at: new Date(lapsesAt) };
  return { id, revision, state, ...times, content: proposal };
}

export const proposalColumnTypes = {
  id: 'uuid',
  revision: 'integer',
  state: 'text',
  created_at: 'timestamptz',
  lapses_at: 'timestamptz',
  content: 'json',
};

/** An organisation's signatories are its representatives; the organisation itself is found as grantor. */
export function proposalPartyRows({ id, terms, creator, signatories }: Proposal) {
  const signers = signatories.flatMap((one) => (one.kind === 'person' ? [one.person] : one.representatives));
  const inRole = (role: ProposalRole, parties: readonly Party[]) =>
    [...new Set(parties.map(partyKey))].map((party) => ({ proposal: id, role, party }));
  return [
    ...inRole('grantor', [terms.grantor]),
    ...inRole('holder', terms.holders),
    ...inRole('creator', [creator]),
    ...inRole('signatory', signers),
  ];
}

export const proposalPartyColumnTypes = { proposal: 'uuid', role: 'text', party: 'text' };

export function historyRow({ subject, id, number, at, change, reason, actor, set }: HistoryEntry) {
  return { subject, id, number, at: new Date(at), change, reason, actor, state_set: set };
}

export const historyColumnTypes = {
  subject: 'text',
  id: 'uuid',
  number: 'integer',
  at: 'timestamptz',
  change: 'text',
  reason: 'text',
  actor: 'json',
  state_set: 'json',
};

export function entryOf({ at, state_set, ...row }: Selectable<HistoryTable>): HistoryEntry {
  return { ...row, at: at.getTime(), set: state_set };
}

export function lookupRow({ at, requestId, relyingParty, grantor, holder, ...lookup }: Lookup) {
  return {
    ...lookup,
    at: new Date(at),
    relying_party: relyingParty,
    grantor: grantor && partyKey(grantor),
    holder: holder && partyKey(holder),
    request_id: requestId,
  };
}

export const lookupColumnTypes = {
  at: 'timestamptz',
  organisation: 'text',
  service: 'text',
  purpose: 'text',
  relying_party: 'text',
  grantor: 'text',
  holder: 'text',
  found: 'integer',
  request_id: 'text',
};

export function lookupOf(row: Omit<Selectable<LookupTable>, 'number'>): Lookup {
  const { organisation, service, purpose, found } = row;
  return {
    at: row.at.getTime(),
    organisation,
    service,
    purpose,
    relyingParty: row.relying_party,
    grantor: row.grantor === null ? undefined : partyOf(row.grantor),
    holder: row.holder === null ? undefined : partyOf(row.holder),
    found,
    requestId: row.request_id,
  };
}
