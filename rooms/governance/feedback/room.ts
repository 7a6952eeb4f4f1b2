import { randomSalt } from '@ena/kernel/crypto/random.ts';
import type { Contract, OpenRoom, Room, RoomContext } from '@ena/kernel/room.ts';
import { type FeedbackConfig, feedbackConfig } from './config.ts';
import { feedbackEvents } from './events.ts';
import { feedbackRoutes } from './http/routes.ts';
import { feedbackMigration } from './store/migrations/0001-feedback.ts';
import { feedbackStore } from './store/queries.ts';
import type { FeedbackTables } from './store/tables.ts';
import { createVisitorMarks } from './use-cases/visitor-marks.ts';

const contracts: readonly Contract[] = [
  {
    title: 'UserRating API',
    owner: 'Digg – Myndigheten för digital förvaltning',
    version: 'v1.0.0',
    url: 'https://github.com/diggsweden/UserFeedbackAPI',
  },
];

export const feedback: Room<FeedbackConfig, FeedbackTables> = {
  id: 'governance/feedback',
  names: { sv: 'Återkoppling från användare', en: 'User feedback' },
  contracts,
  needs: [],
  events: feedbackEvents,
  permissions: [],
  config: feedbackConfig,
  schema: 'feedback',
  migrations: { '0001-feedback': feedbackMigration },
  open,
};

async function open(context: RoomContext<FeedbackConfig, FeedbackTables>): Promise<OpenRoom> {
  const { clock, config, events, sandbox } = context;
  const tools = {
    store: feedbackStore(context.db),
    visitors: createVisitorMarks(clock, () => randomSalt(32)),
    clock,
    events,
    averageDays: config.averageDays,
    openRegistration: sandbox || config.openRegistration,
  };
  return { routes: feedbackRoutes(tools) };
}
