import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type PersonConfig, personConfig } from './config.ts';
import { sandboxPersons, sandboxRelations } from './data/sandbox-persons.ts';
import { personEvents } from './events.ts';
import { personRoutes } from './http/routes.ts';
import { type BornOnOffer, type PersonOffer, personId } from './index.ts';
import { personMigrations } from './store/migrations/all.ts';
import { personStore } from './store/queries.ts';
import type { PersonTables } from './store/tables.ts';
import { readBornOn } from './use-cases/read-born-on.ts';
import { readRelations } from './use-cases/read-relations.ts';

export const person: Room<PersonConfig, PersonTables> = {
  id: personId,
  names: { sv: 'Person', en: 'Person' },
  contracts: [],
  needs: [],
  events: personEvents,
  permissions: [],
  config: personConfig,
  schema: 'person',
  migrations: personMigrations,
  open,
};

async function open(context: RoomContext<PersonConfig, PersonTables>): Promise<OpenRoom> {
  const { clock, events, sandbox } = context;
  const store = personStore(context.db);
  if (sandbox) {
    await store.addMissing(sandboxPersons);
    for (const relation of sandboxRelations) await store.addRelation(relation);
  }
  const offer: PersonOffer & BornOnOffer = {
    findPerson: (personalNumber) => store.person(personalNumber),
    bornOn: (day) => readBornOn(store, day),
    protectedAmong: (personalNumbers) => store.protectedAmong(personalNumbers),
    relations: () => readRelations(store),
  };
  return { routes: personRoutes({ store, clock, events }), offer };
}
