import { type Kysely, sql } from 'kysely';
import type { DeadLetter } from '../domain/subscription.ts';
import type { SubscriptionStore } from './follow-store.ts';
import type { DeadLetterTable } from './follow-tables.ts';
import type { CaseTables } from './tables.ts';

const columns = [
  'id',
  'subscription',
  'message',
  'content_type',
  'body',
  'events',
  'tries',
  'problem',
  'at',
] as const;

type DeadLetters = Pick<SubscriptionStore, 'deadLetters' | 'deadLetter' | 'discard'>;

/** Index: dead_letter_pkey, dead_letter_subscription. */
export function deadLetterStore(db: Kysely<CaseTables>): DeadLetters {
  return {
    deadLetters: async (subscription, { offset, limit }) => {
      const own = db.selectFrom('dead_letter').where('subscription', '=', subscription);
      const rows = await own.select(columns).orderBy('id').offset(offset).limit(limit).execute();
      const counted = await own.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
      return { items: rows.map(fromRow), total: counted.total };
    },
    deadLetter: async (subscription, id) => {
      const query = db.selectFrom('dead_letter').select(columns).where('id', '=', id);
      const row = await query.where('subscription', '=', subscription).executeTakeFirst();
      return row && fromRow(row);
    },
    discard: async (subscription, id) => {
      const gone = db.deleteFrom('dead_letter').where('id', '=', id);
      return (await gone.where('subscription', '=', subscription).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function fromRow({
  message: id,
  content_type: contentType,
  body,
  events,
  at,
  ...letter
}: DeadLetterTable): DeadLetter {
  return { ...letter, message: { id, contentType, body, events }, at: at.getTime() };
}
