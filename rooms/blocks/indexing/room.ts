import { randomSalt } from '@ena/kernel/crypto/random.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import { compileValidator } from '@ena/kernel/http/validation.ts';
import type { OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type IndexingConfig, indexingConfig } from './config.ts';
import { firstAreas } from './data/areas.ts';
import { changeAnnounced, indexingEvents } from './events.ts';
import { indexingRoutes } from './http/routes.ts';
import { indexingId } from './index.ts';
import { indexMigration } from './store/migrations/0001-index.ts';
import { indexStore } from './store/queries.ts';
import type { IndexingTables } from './store/tables.ts';
import { createEventAnnouncer, type EventAnnouncer } from './use-cases/announce-from-events.ts';
import { startJobs } from './use-cases/jobs.ts';
import { indexOffer } from './use-cases/offer.ts';
import { openSubjectKeys } from './use-cases/subject-keys.ts';

export const indexing: Room<IndexingConfig, IndexingTables> = {
  id: indexingId,
  names: { sv: 'Indexering', en: 'Indexing' },
  contracts: [],
  needs: [],
  events: indexingEvents,
  permissions: [
    {
      id: 'index:announce',
      sv: 'Anmäla vilka man har uppgifter om',
      en: 'Announce about whom one holds something',
    },
    {
      id: 'index:lookup',
      sv: 'Fråga vem som har uppgifter om någon',
      en: 'Ask who holds something about someone',
    },
  ],
  config: indexingConfig,
  schema: 'indexing',
  migrations: { '0001-index': indexMigration },
  open,
};

async function open(context: RoomContext<IndexingConfig, IndexingTables>): Promise<OpenRoom> {
  const { clock, log, events, audit, config } = context;
  const store = indexStore(context.db);
  for (const area of firstAreas) await store.seedArea(area);
  const keys = await openSubjectKeys(context.keyFolder, store, clock.now());
  const tools = { store, keys, clock, log, events, audit, roomPurposes: config.roomPurposes };
  const announcer = createEventAnnouncer(tools);
  receive(events, announcer);
  const jobs = startJobs(tools);
  return {
    routes: indexingRoutes({ ...tools, jobs }),
    offer: indexOffer({ ...tools, jobs, explorationRate: config.explorationRate, draw }),
    health: jobs.health,
    stop: async () => {
      await announcer.drained();
      await jobs.stop();
    },
  };
}

/** A number from 0 up to, but not, 1. */
function draw(): number {
  return randomSalt(4).readUInt32BE() / 2 ** 32;
}

interface ChangeData {
  readonly area: string;
  readonly producer: string;
  readonly subject: string;
  readonly firstChange: string;
  readonly lastChange: string;
}

/** An event of another shape is a bug of its publisher, and is told as one. */
function receive(events: EventBus, announcer: EventAnnouncer): void {
  const validate = compileValidator(changeAnnounced.schema);
  events.subscribe(changeAnnounced.name, ({ data }) => {
    const wrong = validate(data);
    if (wrong !== undefined)
      throw new Error(`${changeAnnounced.name}: ${wrong[0]?.pointer} ${wrong[0]?.detail}`);
    const { subject, firstChange, lastChange, ...place } = data as ChangeData;
    announcer.take({
      ...place,
      reference: subject,
      firstChange: Date.parse(firstChange),
      lastChange: Date.parse(lastChange),
    });
  });
}
