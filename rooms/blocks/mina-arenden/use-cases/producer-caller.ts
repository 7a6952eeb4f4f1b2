import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import type { AccessTokenCheck } from '@ena/kernel/identity/access-token.ts';
import type { Caller } from '@ena/kernel/identity/caller.ts';
import type { Producer } from '../domain/producer.ts';
import type { ProducerStore } from '../store/store.ts';

export const loadScope = 'cases:load';

const keyForm = /^load_[A-Za-z0-9_-]{43}$/;

export function newLoadKey(): { readonly key: string; readonly hash: string } {
  const key = `load_${newSecret()}`;
  return { key, hash: hashSecret(key) };
}

/** The name that the holder of a producer's load key goes by. */
const keyHolder = (producer: Producer) => `cases-producer:${producer.id}`;

/** A load key shown as a bearer token speaks for its producer, and loads; it is looked up by its hash each time. */
export function loadKeyCheck(store: Pick<ProducerStore, 'producerByKey'>): AccessTokenCheck {
  return async (token) => {
    if (!keyForm.test(token)) return undefined;
    const producer = await store.producerByKey(hashSecret(token));
    if (producer === undefined) return undefined;
    return { id: keyHolder(producer), organisation: undefined, scopes: [loadScope] };
  };
}

/** The producer itself, by its key or as a client of its organisation. */
function isProducer(caller: Caller, producer: Producer): boolean {
  if (caller.kind !== 'client') return false;
  return caller.id === keyHolder(producer) || caller.organisation === producer.organisation;
}

/** Nothing for another's producer just as for none: who is registered is not told this way. */
export async function ownProducer(
  store: Pick<ProducerStore, 'producer'>,
  caller: Caller,
  id: string,
): Promise<Producer | undefined> {
  const producer = await store.producer(id);
  return producer !== undefined && isProducer(caller, producer) ? producer : undefined;
}
