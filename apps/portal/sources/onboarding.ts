import type { Connection } from '@ena/client/call.ts';
import {
  type HistoryEntry,
  type Matter,
  type OnboardingClient,
  onboardingClient,
  type ReviewClient,
  reviewClient,
  type StepWords,
} from '@ena/client/onboarding.ts';
import type { Outcome, Page } from '@ena/client/outcome.ts';

/** Of whose view a call is: the person's own, or a case handler's. */
export type Capacity = 'self' | 'review';

const most = { limit: 100 };

/** The onboarding API with a person's own token, in both capacities. */
export class OnboardingApi {
  readonly own: OnboardingClient;
  readonly #review: ReviewClient;

  constructor(connection: Connection) {
    this.own = onboardingClient(connection);
    this.#review = reviewClient(connection);
  }

  matters(capacity: Capacity): Promise<Outcome<Page<Matter>>> {
    return capacity === 'self' ? this.own.matters(most) : this.#review.queue(most);
  }

  matter(capacity: Capacity, id: string): Promise<Outcome<Matter>> {
    return this.#of(capacity).matter(id);
  }

  history(capacity: Capacity, id: string): Promise<Outcome<Page<HistoryEntry>>> {
    return this.#of(capacity).history(id, most);
  }

  step(capacity: Capacity, id: string, revision: number, words: StepWords): Promise<Outcome<Matter>> {
    return this.#of(capacity).takeStep(id, revision, words);
  }

  #of(capacity: Capacity): OnboardingClient | ReviewClient {
    return capacity === 'self' ? this.own : this.#review;
  }
}
