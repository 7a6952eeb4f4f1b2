import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Producer } from '../domain/producer.ts';
import type { ProducerStore } from '../store/store.ts';
import { newLoadKey } from './producer-caller.ts';

export type RegisterProducerOutcome =
  | { readonly kind: 'registered'; readonly producer: Producer; readonly loadKey: string }
  | { readonly kind: 'id-taken' | 'prefix-taken' | 'wrong-organisation' };

/** The key leaves here once; what is kept is its hash. */
export async function registerProducer(
  { store, clock }: { readonly store: ProducerStore; readonly clock: Clock },
  wanted: Omit<Producer, 'registeredAt'>,
): Promise<RegisterProducerOutcome> {
  if (!isOrganisationNumber(wanted.organisation)) return { kind: 'wrong-organisation' };
  const { id, prefix, name, organisation } = wanted;
  const producer = { id, prefix, name, organisation, registeredAt: clock.now() };
  const { key, hash } = newLoadKey();
  const outcome = await store.register(producer, hash);
  return outcome === 'registered' ? { kind: outcome, producer, loadKey: key } : { kind: outcome };
}

export type ReplaceKeyOutcome =
  | { readonly kind: 'replaced'; readonly loadKey: string }
  | { readonly kind: 'unknown-producer' };

/** The key before it holds no longer. */
export async function replaceLoadKey(store: ProducerStore, id: string): Promise<ReplaceKeyOutcome> {
  const { key, hash } = newLoadKey();
  const replaced = await store.replaceKey(id, hash);
  return replaced ? { kind: 'replaced', loadKey: key } : { kind: 'unknown-producer' };
}
