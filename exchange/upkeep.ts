import type { ConnectorConfig } from './config.ts';
import type { ConnectorParts } from './open-parts.ts';

const witnessEveryMs = 1_000;

/** What goes on beside the exchanges: statements fetched anew, the own one published, checkpoints taken to the witness. */
export function startUpkeep(parts: ConnectorParts, config: ConnectorConfig): { readonly first: Promise<void>; stop(): void } {
  const { context, own, witness } = parts;
  let refreshing = false;
  const refresh = async () => {
    if (refreshing) return;
    refreshing = true;
    await own.publish();
    await context.trust.refresh();
    refreshing = false;
  };
  const first = context.trust.load().then(refresh);
  const timers = [
    setInterval(() => void refresh(), config.refreshSeconds * 1000),
    setInterval(() => void (own.problem !== undefined && refresh()), 2_000),
    setInterval(() => void witness.push(), witnessEveryMs),
  ];
  return { first, stop: () => timers.forEach(clearInterval) };
}
