import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Entity } from '../trust/entity.ts';
import { type Envelope, readEnvelope } from '../wire/envelope.ts';
import { findConsumer } from './find-consumer.ts';
import type { Arrival } from './incoming.ts';

/** What a message says of itself, from a connection whose TLS key is that of the organisation it names. */
export interface Introduced {
  readonly envelope: Envelope;
  readonly consumer: Entity;
}

/**
 * Judges a message by its headers and its connection, cheap checks first. A caller that does not pass holds none of
 * this connector's memory but its headers, and none of the exchanges that may be under way.
 */
export async function introduce(
  context: ConnectorContext,
  arrival: Arrival,
): Promise<Result<Introduced, Refusal>> {
  const envelope = readEnvelope(arrival.method, arrival.url, arrival.headers);
  if (!envelope.ok) return envelope;
  if (envelope.value.providerOrgnr !== context.config.orgnr)
    return fail(refuse('service-unknown', 'This connector belongs to another organisation.'));
  if (context.ownChainHashes().length === 0)
    return fail(
      refuse(
        'trust-unavailable',
        'The hub has not yet published the provider, so nobody could verify its signature.',
      ),
    );
  const consumer = await findConsumer(context, arrival, envelope.value);
  if (!consumer.ok) return consumer;
  if (!context.rate.take(consumer.value.orgnr))
    return fail(refuse('rate-exceeded', 'Spread the calls, or agree on a higher rate with the provider.'));
  return ok({ envelope: envelope.value, consumer: consumer.value });
}
