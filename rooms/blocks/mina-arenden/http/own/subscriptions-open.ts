import { randomSalt } from '@ena/kernel/crypto/random.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import type { RoomContext } from '@ena/kernel/room.ts';
import { day, second } from '@ena/kernel/time.ts';
import type { CasesConfig } from '../../config.ts';
import { eventsLoaded, eventsRemoved, eventsRetracted } from '../../events.ts';
import type { CaseStore } from '../../store/store.ts';
import type { CaseTables } from '../../store/tables.ts';
import type { CaseFigures } from '../../use-cases/figures.ts';
import type { Refs } from '../../use-cases/refs.ts';
import type { DeliveryTools } from '../../use-cases/subscriptions/deliver.ts';
import { startForgetting } from '../../use-cases/subscriptions/forget-changes.ts';
import { type Delivering, startDelivering } from '../../use-cases/subscriptions/start-delivering.ts';
import { openWebhookKeys } from '../../use-cases/subscriptions/webhook-keys.ts';
import { changeNames, openWebhooks } from './subscriptions-post.ts';
import { followRoutes, followScope } from './subscriptions-routes.ts';

/** What lets others follow the changes of events: the feeds, the subscriptions and their deliveries. */
export interface Following {
  readonly routes: readonly Route[];
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): string | undefined;
}

/** A call to a receiver and the note of what became of it fit into a lease. */
const leaseBeyondCallMs = 20 * second;
const deliveriesAtOnce = 8;

interface FollowingParts {
  readonly store: CaseStore;
  readonly refs: Refs;
  readonly figures: CaseFigures;
}

export function openFollowing(
  context: RoomContext<CasesConfig, CaseTables>,
  { store, refs, figures }: FollowingParts,
): Following {
  const { clock, log, config, events, publicUrl, keyFolder, sandbox } = context;
  const isClient: DeliveryTools['isClient'] = (client) => context.isClient({ ...client, scope: followScope });
  const breakOff = new AbortController();
  const keys = openWebhookKeys(keyFolder);
  const callOut = createCallOut({ anyAddress: sandbox });
  const withinMs = config.deliverySeconds * second;
  const posting = { callOut, clock, keys, refs, publicUrl, withinMs, signal: breakOff.signal };
  const webhooks = openWebhooks(posting);
  let delivering: Delivering | undefined;
  let forgetting: ReturnType<typeof startForgetting> | undefined;
  const wake = () => delivering?.wake();
  for (const { name } of [eventsLoaded, eventsRemoved, eventsRetracted]) events.subscribe(name, wake);

  const start = async () => {
    if (await store.mendRestored()) log.warn('the log of changes came from another database and was mended');
    const pausesMs = config.deliveryPauses.map((seconds) => seconds * second);
    const leaseMs = withinMs + leaseBeyondCallMs;
    delivering = startDelivering(
      { store, post: webhooks, clock, log, leaseMs, pausesMs, chance, isClient, figures },
      { atOnce: deliveriesAtOnce, pollMs: config.deliveryPollSeconds * second, breakOff },
    );
    forgetting = startForgetting({ store, clock, log, keptMs: config.changeDays * day });
  };
  return {
    routes: followRoutes({
      ...{ store, clock, keys, webhooks, publicUrl, wake },
      names: changeNames(posting),
      mostSubscriptions: config.mostSubscriptions,
      askWillingness: webhooks.askWillingness,
    }),
    start,
    stop: async () => {
      await delivering?.stop();
      await forgetting?.stop();
    },
    health: () => delivering?.health(),
  };
}

/** From 0 up to 1. */
function chance(): number {
  return randomSalt(4).readUInt32BE() / 2 ** 32;
}
