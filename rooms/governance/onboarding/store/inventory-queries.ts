import { transaction } from '@ena/kernel/store/transaction.ts';
import type { Kysely, Transaction } from 'kysely';
import type { GivenGrant, HeldService, HeldSystem, Inventory, ToldGrant } from '../domain/inventory.ts';
import type { Arrival, GrantFilter, InventoryStore } from './inventory-store.ts';
import type { Listed, Slice } from './store.ts';
import type { OnboardingTables } from './tables.ts';

type Db = Kysely<OnboardingTables>;

export function inventoryStore(db: Db): InventoryStore {
  return {
    find: (number) => find(db, number),
    grants: (filter, slice) => grants(db, filter, slice),
    save: (inventory, arrival) => transaction(db, (trx) => save(trx, inventory, arrival)),
  };
}

async function find(db: Db, number: string): Promise<Omit<Inventory, 'grants'> | undefined> {
  const row = await db
    .selectFrom('inventory')
    .select(['organisation_number', 'entity_id', 'issued_at', 'systems', 'services'])
    .where('organisation_number', '=', number)
    .executeTakeFirst();
  return (
    row && {
      organisationNumber: row.organisation_number,
      entityId: row.entity_id,
      issuedAt: row.issued_at.getTime(),
      systems: row.systems as HeldSystem[],
      services: row.services as HeldService[],
    }
  );
}

/** Index: told_grant_key or told_grant_consumer. */
async function grants(db: Db, filter: GrantFilter, slice: Slice): Promise<Listed<ToldGrant>> {
  const asked =
    'givenBy' in filter
      ? db.selectFrom('told_grant').where('told_grant.organisation_number', '=', filter.givenBy)
      : db.selectFrom('told_grant').where('told_grant.consumer_number', '=', filter.receivedBy);
  const rows = await asked
    .innerJoin('inventory', 'inventory.organisation_number', 'told_grant.organisation_number')
    .select(['told_grant.organisation_number', 'told_grant.terms', 'inventory.issued_at'])
    .orderBy('told_grant.organisation_number')
    .orderBy('told_grant.number')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await asked
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const items = rows.map(({ organisation_number, terms, issued_at }) => ({
    ...(terms as GivenGrant),
    provider: organisation_number,
    toldAt: issued_at.getTime(),
  }));
  return { items, total: Number(total) };
}

async function save(
  trx: Transaction<OnboardingTables>,
  inventory: Inventory,
  arrival: Arrival,
): Promise<'saved' | 'unchanged' | 'older'> {
  const { organisationNumber } = inventory;
  if (!(await replace(trx, inventory, arrival))) {
    const { sha256 } = await trx
      .selectFrom('inventory')
      .select('sha256')
      .where('organisation_number', '=', organisationNumber)
      .executeTakeFirstOrThrow();
    return sha256 === arrival.sha256 ? 'unchanged' : 'older';
  }
  await trx.deleteFrom('told_grant').where('organisation_number', '=', organisationNumber).execute();
  const rows = inventory.grants.map((grant, number) => ({
    organisation_number: organisationNumber,
    number,
    consumer_number: grant.consumer.slice(0, 10),
    terms: JSON.stringify(grant),
  }));
  // A statement takes 65,535 parameters at most.
  for (let at = 0; at < rows.length; at += 500) {
    await trx
      .insertInto('told_grant')
      .values(rows.slice(at, at + 500))
      .execute();
  }
  return 'saved';
}

/** Of two at once the second waits here for the first. Index: inventory_pkey. */
async function replace(
  trx: Transaction<OnboardingTables>,
  { organisationNumber, entityId, issuedAt, systems, services }: Inventory,
  { sha256, receivedAt }: Arrival,
): Promise<boolean> {
  const row = {
    entity_id: entityId,
    issued_at: new Date(issuedAt),
    received_at: new Date(receivedAt),
    sha256,
    systems: JSON.stringify(systems),
    services: JSON.stringify(services),
  };
  const written = await trx
    .insertInto('inventory')
    .values({ organisation_number: organisationNumber, ...row })
    .onConflict((conflict) =>
      conflict
        .column('organisation_number')
        .doUpdateSet(row)
        .where('inventory.issued_at', '<', row.issued_at),
    )
    .returning('sha256')
    .executeTakeFirst();
  return written !== undefined;
}
