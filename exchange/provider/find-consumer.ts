import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { Entity, TrustProblem } from '../trust/entity.ts';
import type { Envelope } from '../wire/envelope.ts';
import { claimedKey } from '../wire/key-id.ts';
import type { Arrival } from './incoming.ts';

/**
 * Whom the message claims to be from, as the federation knows it. Three things must be one and the same:
 * the entity that the key belongs to, the organisation number it states, and the TLS key it connected with.
 */
export async function findConsumer(
  context: ConnectorContext,
  incoming: Arrival,
  envelope: Envelope,
): Promise<Result<Entity, Refusal>> {
  const claimed = claimedKey(single(incoming.headers['signature-input']));
  if (!claimed)
    return fail(
      refuse(
        'signature-missing',
        'Sign the message per RFC 9421 with label ena and a keyid of {entity id}#{key id}.',
      ),
    );
  let entity = context.trust.findByEntityId(claimed.entityId);
  if (!entity) {
    if (!context.rate.take(allStrangers))
      return fail(
        refuse('rate-exceeded', 'Too many unknown organisations are calling; try again in a second.'),
      );
    const resolved = await whileThereIsRoom(context, () => context.trust.resolveEntityId(claimed.entityId));
    if (!resolved) return fail(tooManyStrangers());
    if (!resolved.ok) return fail(trustRefusal(resolved.error));
    entity = resolved.value;
  }
  if (!entity.keys.has(claimed.kid) || !hasPin(entity, incoming)) {
    const fresh = await whileThereIsRoom(context, () => context.trust.refetch(claimed.entityId));
    if (!fresh) return fail(tooManyStrangers());
    if (fresh.ok) entity = fresh.value;
  }
  if (entity.orgnr !== envelope.consumerOrgnr)
    return fail(
      refuse('consumer-unknown', 'The signing key belongs to another organisation than Ena-Client names.'),
    );
  if (!entity.keys.has(claimed.kid))
    return fail(refuse('key-unknown', 'Publish the key in the entity configuration before signing with it.'));
  if (!hasPin(entity, incoming))
    return fail(
      refuse('peer-mismatch', 'Connect with a TLS key that the entity configuration names in tls_pins.'),
    );
  return ok(entity);
}

/** One allowance for all who are not known yet: nobody can make this connector ask the hub without end. */
const allStrangers = 'strangers';

/** Whoever has to wait for the hub is not yet known, and only a few wait at once; those who are known pass them by. */
async function whileThereIsRoom<T>(
  { strangers: room }: ConnectorContext,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  if (!room.take(1)) return undefined;
  try {
    return await ask();
  } finally {
    room.give(1);
  }
}

function tooManyStrangers(): Refusal {
  return refuse(
    'too-many-exchanges',
    'Many whom this connector does not know are calling; try again in a second.',
  );
}

function hasPin(entity: Entity, incoming: Arrival): boolean {
  return incoming.peerPin !== undefined && entity.pins.has(incoming.peerPin);
}

function trustRefusal(problem: TrustProblem): Refusal {
  switch (problem.kind) {
    case 'unknown':
      return refuse('consumer-unknown', 'The trust anchor knows no such entity, or has withdrawn it.');
    case 'unavailable':
      return refuse(
        'trust-unavailable',
        'The trust anchor cannot be reached and nothing is kept about the calling organisation. Try again when it is back.',
        problem.why,
      );
    case 'invalid':
      return refuse('consumer-unknown', 'The calling organisation’s statements do not verify.', problem.why);
  }
}
