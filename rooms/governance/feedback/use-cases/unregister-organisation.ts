import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { organisationUnregistered } from '../events.ts';
import type { FeedbackWriter } from '../store/store.ts';

/** Whoever holds the key may end it. What was collected stays. */
export async function unregisterOrganisation(
  apiKey: string,
  tools: { readonly store: FeedbackWriter; readonly events: EventBus; readonly clock: Clock },
): Promise<'unregistered' | 'unknown-key'> {
  const gone = await tools.store.unregister(hashSecret(apiKey), tools.clock.now());
  if (gone === undefined) return 'unknown-key';
  tools.events.publish(organisationUnregistered.name, { organisationId: gone.id, name: gone.name });
  return 'unregistered';
}
