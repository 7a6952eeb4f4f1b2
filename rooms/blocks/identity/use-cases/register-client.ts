import type { Clock } from '@ena/kernel/time.ts';
import type { RegisteredClient } from '../domain/client.ts';
import type { Clients } from '../store/store.ts';

type Config = RegisteredClient['config'];

export type RegisterClientOutcome =
  | { readonly kind: 'made' | 'replaced'; readonly client: RegisteredClient }
  | { readonly kind: 'fixed' | 'keys-missing' | 'unusable' | 'changed-meanwhile' };

export interface ClientRegister {
  readonly clients: Clients;
  readonly clock: Clock;
  /** Whether the id is one of the configuration, which always wins. */
  isFixed(id: string): boolean;
  /** Whether the log-in protocol can work with it. */
  isUsable(config: Config): Promise<boolean>;
}

/** Registers a relying party, or replaces it against the revision that was read. */
export async function registerClient(
  config: Config,
  ifMatch: number | undefined,
  { clients, clock, isFixed, isUsable }: ClientRegister,
): Promise<RegisterClientOutcome> {
  if (isFixed(config.client_id)) return { kind: 'fixed' };
  if ((config.jwks === undefined) === (config.jwks_uri === undefined)) return { kind: 'keys-missing' };
  if (!(await isUsable(config))) return { kind: 'unusable' };
  const before = await clients.find(config.client_id);
  if (before?.revision !== ifMatch) return { kind: 'changed-meanwhile' };
  const client = { config, revision: (before?.revision ?? 0) + 1, changedAt: clock.now() };
  if ((await clients.save(client, before?.revision)) === 'raced') return { kind: 'changed-meanwhile' };
  return { kind: before === undefined ? 'made' : 'replaced', client };
}
