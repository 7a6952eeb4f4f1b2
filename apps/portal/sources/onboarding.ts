import type { Connection } from '@ena/client/call.ts';
import {
  type HistoryEntry,
  type Matter,
  type NewAssessment,
  type OnboardingClient,
  onboardingClient,
  type ReviewClient,
  reviewClient,
  type SignatureEntry,
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

  /** Every matter of one organisation, for a case handler. */
  mattersOf(orgnr: string): Promise<Outcome<Page<Matter>>> {
    return this.#review.queue({ ...most, orgnr });
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

  assess(id: string, revision: number, assessment: NewAssessment): Promise<Outcome<Matter>> {
    return this.#review.assess(id, revision, assessment);
  }

  signatures(capacity: Capacity, id: string): Promise<Outcome<Page<SignatureEntry>>> {
    return this.#of(capacity).signatures(id, most);
  }

  signature(capacity: Capacity, id: string, signature: string): Promise<Outcome<string>> {
    return this.#of(capacity).signature(id, signature);
  }

  /** Whether the API answers the person as a case handler. */
  async mayReview(): Promise<boolean> {
    return (await this.#review.queue({ limit: 1 })).kind === 'ok';
  }

  #of(capacity: Capacity): OnboardingClient | ReviewClient {
    return capacity === 'self' ? this.own : this.#review;
  }
}
