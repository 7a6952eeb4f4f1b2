// A process of its own that sends changes until it is killed: `node dying-worker.ts <database URL> <schema> <key folder>`.
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { openWebhooks } from '../http/own/subscriptions-post.ts';
import { caseStore } from '../store/queries.ts';
import type { CaseTables } from '../store/tables.ts';
import { openRefs } from '../use-cases/refs.ts';
import { startDelivering } from '../use-cases/subscriptions/start-delivering.ts';
import { openWebhookKeys } from '../use-cases/subscriptions/webhook-keys.ts';

const [url, schema = '', keyFolder = ''] = process.argv.slice(2);
const database = await openDatabase({ url });
if (!database.ok) throw new Error(database.error);
const store = caseStore(database.value.schema<CaseTables>(schema));
const breakOff = new AbortController();
const post = openWebhooks({
  callOut: createCallOut({ anyAddress: true }),
  clock: systemClock,
  keys: openWebhookKeys(keyFolder),
  refs: openRefs(keyFolder),
  publicUrl: 'http://127.0.0.1:1',
  withinMs: 60_000,
  signal: breakOff.signal,
});
const figures = { deadLetter: () => undefined };
const times = { leaseMs: 500, pausesMs: [], chance: () => 0, isClient: async () => true, figures };
startDelivering(
  { store, post, clock: systemClock, log: silentLogger, ...times },
  { atOnce: 1, pollMs: 1000, breakOff },
);
