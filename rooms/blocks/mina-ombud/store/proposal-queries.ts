import type { Kysely } from 'kysely';
import { partyKey } from '../domain/party.ts';
import type { Proposal } from '../domain/proposal.ts';
import { isId } from './rows.ts';
import type { Listed, MandateReader, Slice } from './store.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;
type ProposalFilter = Parameters<MandateReader['proposals']>[0];

/** Index: proposal_pkey. */
export async function findProposal(db: Db, id: string): Promise<Proposal | undefined> {
  if (!isId(id)) return undefined;
  const row = await db.selectFrom('proposal').select('content').where('id', '=', id).executeTakeFirst();
  return row?.content;
}

/** Index: proposal_party_pkey. */
export async function listProposals(db: Db, filter: ProposalFilter, slice: Slice): Promise<Listed<Proposal>> {
  const rows = await concerning(db, filter)
    .select('proposal.content')
    .orderBy('proposal.created_at', 'desc')
    .orderBy('proposal.id', 'desc')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await concerning(db, filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(({ content }) => content), total };
}

function concerning(db: Db, { about, as, states }: ProposalFilter) {
  const asked = db
    .selectFrom('proposal')
    .innerJoin('proposal_party', 'proposal_party.proposal', 'proposal.id')
    .where('proposal_party.party', '=', partyKey(about))
    .where('proposal_party.role', '=', as);
  return states === undefined ? asked : asked.where('proposal.state', 'in', states);
}

/** Those past their time longest come first. Index: proposal_open. */
export async function lapsingProposals(db: Db, now: number, limit: number): Promise<readonly Proposal[]> {
  const rows = await db
    .selectFrom('proposal')
    .select('content')
    .where('state', 'in', ['draft', 'requested', 'signing'])
    .where('lapses_at', '<', new Date(now))
    .orderBy('lapses_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ content }) => content);
}
