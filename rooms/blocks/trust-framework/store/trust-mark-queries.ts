import { type Kysely, sql } from 'kysely';
import type { TrustMark } from '../domain/trust-mark.ts';
import type { Evidence } from '../domain/trust-mark-evidence.ts';
import { gathered } from './gathered.ts';
import { markKeys, saveMarkKey } from './trust-mark-keys.ts';
import {
  evidenceColumns,
  fromEvidence,
  markColumns,
  toEvidence,
  toMark,
  toStep,
  toToken,
} from './trust-mark-rows.ts';
import type { KeptToken, MarkFilter, MarkPage, MarkStep, TrustMarkStore } from './trust-mark-store.ts';
import type { TrustMarkTables } from './trust-mark-tables.ts';
import { saveMark } from './trust-mark-writes.ts';

type Db = Kysely<TrustMarkTables>;

export function trustMarkStore(db: Db): TrustMarkStore {
  const tokensOf = gathered((subjects: readonly string[]) => standingTokens(db, subjects));
  return {
    evidenceOf: (subject) => evidenceOf(db, subject),
    addEvidence: (evidence) => addEvidence(db, evidence),
    withdrawEvidence: (id, at) => withdrawEvidence(db, id, at),
    findMark: (id) => findMark(db, id),
    latestMark: (subject, type) => latestMark(db, subject, type),
    listMarks: (filter, offset, limit) => listMarks(db, filter, offset, limit),
    steps: (markId) => steps(db, markId),
    token: (digest) => tokenByDigest(db, digest),
    newestToken: (subject, type, issuedAt) => newestToken(db, subject, type, issuedAt),
    liveTokens: async (subject, now) => liveTokens((await tokensOf(subject)) ?? [], now),
    markedSubjects: (filter, now) => markedSubjects(db, filter, now),
    saveMark: (change) => saveMark(db, change),
    markKeys: (party) => markKeys(db, party),
    saveMarkKey: (party, life) => saveMarkKey(db, party, life),
  };
}

/** Index: trust_mark_evidence_same. */
async function evidenceOf(db: Db, subject: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('trust_mark_evidence')
    .select(evidenceColumns)
    .where('subject', '=', subject)
    .where('withdrawn_at', 'is', null)
    .orderBy('requirement')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return rows.map(toEvidence);
}

async function addEvidence(
  db: Db,
  evidence: Evidence,
): Promise<{ kind: 'added' | 'known'; evidence: Evidence }> {
  const added = await db
    .insertInto('trust_mark_evidence')
    .values(fromEvidence(evidence))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added !== undefined) return { kind: 'added', evidence };
  const same = await db
    .selectFrom('trust_mark_evidence')
    .select(evidenceColumns)
    .where('subject', '=', evidence.subject)
    .where('requirement', '=', evidence.requirement)
    .where('control', '=', evidence.control)
    .where('reviewed_on', '=', evidence.reviewedOn)
    .where('reference', '=', evidence.reference)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return same === undefined ? addEvidence(db, evidence) : { kind: 'known', evidence: toEvidence(same) };
}

async function withdrawEvidence(db: Db, id: string, at: number): Promise<Evidence | undefined> {
  const row = await db
    .updateTable('trust_mark_evidence')
    .set({ withdrawn_at: new Date(at) })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning(evidenceColumns)
    .executeTakeFirst();
  return row && toEvidence(row);
}

async function findMark(db: Db, id: string): Promise<TrustMark | undefined> {
  const row = await db.selectFrom('trust_mark').select(markColumns).where('id', '=', id).executeTakeFirst();
  return row && toMark(row);
}

/** Index: trust_mark_ordinal, backwards. */
async function latestMark(db: Db, subject: string, type: string): Promise<TrustMark | undefined> {
  const row = await db
    .selectFrom('trust_mark')
    .select(markColumns)
    .where('subject', '=', subject)
    .where('type', '=', type)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toMark(row);
}

async function listMarks(
  db: Db,
  { subject, beneath, endsBefore }: MarkFilter,
  offset: number,
  limit: number,
): Promise<MarkPage> {
  const all = db
    .selectFrom('trust_mark')
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .$if(beneath !== undefined, (query) => query.where(sql<boolean>`starts_with(subject, ${beneath})`))
    .$if(endsBefore !== undefined, (query) =>
      query.where('state', '!=', 'revoked').where('expires_at', '<', new Date(endsBefore ?? 0)),
    );
  const rows = await all
    .select(markColumns)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const count = await all
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { marks: rows.map(toMark), total: Number(count.total) };
}

async function steps(db: Db, markId: string): Promise<MarkStep[]> {
  const rows = await db
    .selectFrom('trust_mark_step')
    .select(['step', 'at', 'by', 'reason'])
    .where('mark_id', '=', markId)
    .orderBy('revision')
    .execute();
  return rows.map(toStep);
}

/**
 * Whether the subject is revoked, or was after the token was signed: who comes back to the federation has no marks,
 * whatever became of the event that ends them.
 */
const fallen = sql`(coalesce(entity.state, member.state) is not distinct from 'revoked'
  or token.issued_at < to_timestamp(coalesce(entity.not_before, 0)))`;

/** A token, its mark's subject and type, and whether the subject is still in the federation. */
function tokens(db: Db) {
  return db
    .selectFrom('trust_mark_token as token')
    .innerJoin('trust_mark as mark', 'mark.id', 'token.mark_id')
    .leftJoin('entity', 'entity.entity_id', 'mark.subject')
    .leftJoin('member', 'member.entity_id', 'mark.subject')
    .select([
      'token.digest',
      'token.jwt',
      'token.issued_at',
      'token.expires_at',
      'token.ended_at',
      'mark.subject',
      'mark.type',
      sql<boolean>`${fallen}`.as('fallen'),
    ]);
}

async function tokenByDigest(db: Db, digest: string): Promise<KeptToken | undefined> {
  const row = await tokens(db).where('token.digest', '=', digest).executeTakeFirst();
  return row && toToken(row);
}

/** Index: trust_mark_ordinal, then trust_mark_token_mark; both backwards. */
async function newestToken(
  db: Db,
  subject: string,
  type: string,
  issuedAt: number | undefined,
): Promise<KeptToken | undefined> {
  const row = await tokens(db)
    .where('mark.subject', '=', subject)
    .where('mark.type', '=', type)
    .$if(issuedAt !== undefined, (query) =>
      query.where('token.issued_at', '=', new Date((issuedAt ?? 0) * 1000)),
    )
    .orderBy('mark.ordinal', 'desc')
    .orderBy('token.serial', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toToken(row);
}

/** By subject, in order of type, the newest of each first. Index: trust_mark_ordinal. */
async function standingTokens(db: Db, subjects: readonly string[]): Promise<Map<string, KeptToken[]>> {
  const rows = await standing(db)
    .where('mark.subject', 'in', subjects)
    .orderBy('mark.type')
    .orderBy('mark.ordinal', 'desc')
    .orderBy('token.serial', 'desc')
    .execute();
  return Map.groupBy(rows.map(toToken), (token) => token.subject);
}

function liveTokens(standing: readonly KeptToken[], now: number): KeptToken[] {
  const unexpired = standing.filter((token) => token.expiresAt > now);
  return [...Map.groupBy(unexpired, (token) => token.type).values()].flatMap((ofType) => ofType.slice(0, 1));
}

/** Those that have not ended, of subjects that are in the federation; expired or not. */
function standing(db: Db) {
  return tokens(db).where('token.ended_at', 'is', null).where(sql<boolean>`not ${fallen}`);
}

async function markedSubjects(
  db: Db,
  { type, subject }: { readonly type?: string; readonly subject?: string },
  now: number,
): Promise<string[]> {
  const rows = await standing(db)
    .where('token.expires_at', '>', new Date(now * 1000))
    .clearSelect()
    .select('mark.subject')
    .distinct()
    .$if(type !== undefined, (query) => query.where('mark.type', '=', type ?? ''))
    .$if(subject !== undefined, (query) => query.where('mark.subject', '=', subject ?? ''))
    .orderBy('mark.subject')
    .execute();
  return rows.map((row) => row.subject);
}
