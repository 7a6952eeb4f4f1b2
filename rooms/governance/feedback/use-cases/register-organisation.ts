import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { domainsFault } from '../domain/page.ts';
import { organisationRegistered } from '../events.ts';
import type { FeedbackWriter, Organisation } from '../store/store.ts';

export type RegisterOutcome =
  /** The key cannot be read again; only its hash is kept. */
  | { readonly kind: 'registered'; readonly organisation: Organisation; readonly apiKey: string }
  | { readonly kind: 'bad-domain'; readonly detail: string }
  | { readonly kind: 'taken' };

export async function registerOrganisation(
  wanted: { readonly name: string; readonly domains: readonly string[] },
  tools: { readonly store: FeedbackWriter; readonly events: EventBus; readonly clock: Clock },
): Promise<RegisterOutcome> {
  const name = wanted.name.trim();
  const domains = wanted.domains.map((domain) => domain.trim().toLowerCase());
  const fault = domainsFault(domains);
  if (fault !== undefined) return { kind: 'bad-domain', detail: fault };
  const apiKey = newSecret();
  const given = { name, domains, keyHash: hashSecret(apiKey) };
  const organisation = await tools.store.register(given, tools.clock.now());
  if (organisation === 'taken') return { kind: 'taken' };
  tools.events.publish(organisationRegistered.name, { organisationId: organisation.id, name });
  return { kind: 'registered', organisation, apiKey };
}
