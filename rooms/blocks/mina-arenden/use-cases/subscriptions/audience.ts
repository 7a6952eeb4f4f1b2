import type { Subscription } from '../../domain/subscription.ts';
import type { Audience, ChangeStore } from '../../store/follow-store.ts';

/** Organisations are customers by their number with 16 in front. */
export const asCustomer = (organisation: string) => `16${organisation}`;

/** Whose changes it is about now; which producers an organisation has may change. */
export async function audienceOf(
  store: Pick<ChangeStore, 'producersOf'>,
  { about, organisation, producers }: Pick<Subscription, 'about' | 'organisation' | 'producers'>,
): Promise<Audience> {
  switch (about) {
    case 'own-producer':
      return { kind: 'producers', producers: await store.producersOf(organisation, producers) };
    case 'own-organisation':
      return { kind: 'customer', organisation: asCustomer(organisation), producers };
  }
}
