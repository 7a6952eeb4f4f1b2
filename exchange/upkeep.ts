import type { Logger } from '@ena/kernel/log/logger.ts';
import type { ConnectorConfig } from './config.ts';
import { statusEveryMs } from './mandates/mandate-trust.ts';
import type { ConnectorParts } from './open-parts.ts';

const witnessEveryMs = 1_000;
const unpublishedEveryMs = 2_000;
const inventoryEveryMs = 1_000;

export interface Upkeep {
  /** The first round is through, whatever came of it. */
  readonly first: Promise<void>;
  /** Begins nothing new; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What goes on beside the exchanges: statements fetched anew, the own one published, the witness and the hub told. */
export function startUpkeep(parts: ConnectorParts, config: ConnectorConfig, log: Logger): Upkeep {
  const { context, own, witness, inventory } = parts;
  const statements = oneAtATime(log, 'statements', async () => {
    await own.publish();
    await context.trust.refresh();
  });
  const stamps = oneAtATime(log, 'time stamps', () => witness.push());
  // Before the hub has the configuration with the key it could not check an inventory.
  const told = oneAtATime(log, 'inventory', async () => {
    if (own.problem !== undefined || inventory === undefined) return;
    const before = inventory.problem;
    await inventory.push();
    const { problem } = inventory;
    if (problem !== before) log.info({ problem }, 'told the hub what is registered here, or tried to');
  });
  const { mandates, services } = context;
  const ended = oneAtATime(log, 'ended mandates', async () => {
    if (mandates.isUsed() || services.all().some(({ mandate }) => mandate?.required))
      await mandates.refresh();
  });
  const first = statements();
  const timers = [
    setInterval(statements, config.refreshSeconds * 1000),
    setInterval(() => void (own.problem !== undefined && statements()), unpublishedEveryMs),
    setInterval(stamps, witnessEveryMs),
    setInterval(told, inventoryEveryMs),
    setInterval(ended, statusEveryMs),
  ];
  return {
    first,
    stop: async () => {
      timers.forEach(clearInterval);
      await Promise.all([statements, stamps, told, ended].map((task) => task.ended()));
    },
  };
}

/** A call while one is under way joins it. A failure is a log line: the next round tries again, and nothing else stops. */
function oneAtATime(
  log: Logger,
  what: string,
  task: () => Promise<void>,
): { (): Promise<void>; ended(): Promise<void> } {
  let underWay: Promise<void> | undefined;
  const run = (): Promise<void> => {
    underWay ??= task()
      .catch((error: unknown) => log.error({ err: error }, `upkeep of ${what} failed`))
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  return Object.assign(run, { ended: () => underWay ?? Promise.resolve() });
}
