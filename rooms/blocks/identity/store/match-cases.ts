import type { Kysely, Selectable } from 'kysely';
import type { ForeignIdentity } from '../domain/foreign-identity.ts';
import type { Candidate, MatchCase, MatchDecision } from '../domain/match-case.ts';
import type { MatchCases } from './store.ts';
import type { IdentityTables, MatchTable } from './tables.ts';

type Db = Kysely<IdentityTables>;

const columns = [
  'id',
  'asked_by',
  'attributes',
  'outcome',
  'candidates',
  'personal_number',
  'decided_by',
  'reason',
  'made_at',
  'decided_at',
] as const;

/** Indexes: match_pkey, match_outcome. */
export function matchCases(db: Db): MatchCases {
  const all = () => db.selectFrom('match').select([...columns]);
  return {
    add: (one) => add(db, one),
    find: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && toCase(row);
    },
    waiting: async (offset, limit) => {
      const rows = await all()
        .where('outcome', '=', 'manual')
        .orderBy('made_at')
        .orderBy('id')
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await db
        .selectFrom('match')
        .select((select) => select.fn.countAll().as('total'))
        .where('outcome', '=', 'manual')
        .executeTakeFirstOrThrow();
      return { items: rows.map(toCase), total: Number(total) };
    },
    decide: (id, decision) => decide(db, id, decision),
  };
}

async function add(db: Db, one: MatchCase): Promise<void> {
  await db
    .insertInto('match')
    .values({
      id: one.id,
      asked_by: one.askedBy,
      attributes: JSON.stringify(one.identity),
      outcome: one.outcome,
      candidates: JSON.stringify(one.candidates),
      personal_number: one.personalNumber ?? null,
      decided_by: null,
      reason: null,
      made_at: new Date(one.madeAt),
      decided_at: null,
    })
    .execute();
}

/** One statement, so that of two case handlers one decides. */
async function decide(db: Db, id: string, decision: MatchDecision): Promise<'decided' | 'not-waiting'> {
  const row = await db
    .updateTable('match')
    .set({
      outcome: decision.personalNumber === undefined ? 'decided-no-match' : 'decided-match',
      personal_number: decision.personalNumber ?? null,
      decided_by: decision.decidedBy,
      reason: decision.reason,
      decided_at: new Date(decision.at),
    })
    .where('id', '=', id)
    .where('outcome', '=', 'manual')
    .returning('id')
    .executeTakeFirst();
  return row === undefined ? 'not-waiting' : 'decided';
}

function toCase(row: Selectable<MatchTable>): MatchCase {
  return {
    id: row.id,
    askedBy: row.asked_by,
    identity: row.attributes as ForeignIdentity,
    outcome: row.outcome,
    candidates: row.candidates as readonly Candidate[],
    personalNumber: row.personal_number ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    reason: row.reason ?? undefined,
    madeAt: row.made_at.getTime(),
    decidedAt: row.decided_at?.getTime(),
  };
}
