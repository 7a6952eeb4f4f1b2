import { type Clock, minute } from '@ena/kernel/time.ts';
import type { Secrets } from '../options.ts';

/** A log-in under way: what the answer must match, and where the person was. */
export interface Attempt {
  readonly nonce: string;
  readonly codeVerifier: string;
  /** An own path. */
  readonly next: string;
  readonly language: 'sv' | 'en';
  /** The log-in is an e-signature, by the person of the session before it. */
  readonly signs?: {
    readonly matter: SignedMatter;
    readonly subject: string;
    /** The level that the signature must have. */
    readonly loa: Loa;
  };
}

export type Loa = 2 | 3 | 4;

/** What is signed: the agreement of a matter of onboarding, by its id, or a mandate in the making. */
export type SignedMatter =
  | string
  /** `orgnr`: the organisation that the person acts for. */
  | { readonly proposal: string; readonly orgnr?: string };

interface Kept extends Attempt {
  readonly browser: string;
  readonly endsAt: number;
}

const most = 10_000;
const lifetimeMs = 10 * minute;

/** Log-ins under way, by their `state`. Each may be answered once, in the browser that began it. */
export class Attempts {
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #byState = new Map<string, Kept>();

  constructor(clock: Clock, secrets: Secrets) {
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** `browser` is the id in the browser's cookie. */
  begin(state: string, browser: string, attempt: Attempt): void {
    const now = this.#clock.now();
    for (const [key, kept] of this.#byState) {
      if (kept.endsAt > now && this.#byState.size < most) break;
      this.#byState.delete(key);
    }
    const fingerprint = this.#secrets.fingerprint(browser);
    this.#byState.set(state, { ...attempt, browser: fingerprint, endsAt: now + lifetimeMs });
  }

  /** Takes the attempt out. Nothing where it is unknown, too old, or another browser's. */
  take(state: string | undefined, browser: string | undefined): Attempt | undefined {
    if (state === undefined || browser === undefined) return undefined;
    const kept = this.#byState.get(state);
    if (kept === undefined || !this.#secrets.same(kept.browser, this.#secrets.fingerprint(browser)))
      return undefined;
    this.#byState.delete(state);
    return this.#clock.now() < kept.endsAt ? kept : undefined;
  }
}
