import { type Kysely, sql } from 'kysely';
import type { Reach, ReachedProducer } from '../domain/forwarding/reach.ts';
import type { ReachStore } from './forwarding-store.ts';
import type { CaseTables } from './tables.ts';

const here: Reach = { kind: 'here' };

/** Indexes: producer_pkey, reach_pkey, announcing_pkey, event_type_pkey. */
export function reachStore(db: Kysely<CaseTables>): ReachStore {
  const one = async (id: string) => {
    const query = db.selectFrom('reach').select(['reach', 'secret']).where('producer', '=', id);
    return query.executeTakeFirst();
  };
  return {
    reached: () => reached(db),
    reach: async (id) => (await one(id))?.reach,
    setReach: (id, reach, secret) => setReach(db, id, reach, secret),
    reachSecret: async (id) => (await one(id))?.secret ?? undefined,
    allMappings: () => db.selectFrom('permission').select(['producer', 'code', 'types']).execute(),
  };
}

async function reached(db: Kysely<CaseTables>): Promise<readonly ReachedProducer[]> {
  const rows = await db
    .selectFrom('producer')
    .leftJoin('reach', 'reach.producer', 'producer.id')
    .select(['id', 'prefix', 'name', 'organisation', 'registered_at', 'reach.reach'])
    .select((build) =>
      build
        .not(
          build.exists(
            build
              .selectFrom('announcing')
              .select('announcing.process')
              .whereRef('announcing.producer', '=', 'producer.id'),
          ),
        )
        .as('announced'),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ registered_at, reach, announced, ...row }) => ({
    ...row,
    registeredAt: registered_at.getTime(),
    reach: reach ?? here,
    announced: announced === true,
  }));
}

async function setReach(
  db: Kysely<CaseTables>,
  id: string,
  reach: Reach,
  secret: string | undefined,
): Promise<boolean> {
  const values = { reach: sql<Reach>`${JSON.stringify(reach)}::json`, secret: secret ?? null };
  const made = await db
    .insertInto('reach')
    .columns(['producer', 'reach', 'secret'])
    .expression((build) =>
      build
        .selectFrom('producer')
        .select(['id', values.reach.as('reach'), sql<string | null>`${values.secret}::text`.as('secret')])
        .where('id', '=', id),
    )
    .onConflict((conflict) => conflict.column('producer').doUpdateSet(values))
    .returning('producer')
    .executeTakeFirst();
  return made !== undefined;
}
