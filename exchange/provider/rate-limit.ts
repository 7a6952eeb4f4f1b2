import type { Clock } from '@ena/kernel/time.ts';

interface Bucket {
  tokens: number;
  at: number;
}

const maxBuckets = 100_000;

/**
 * A token bucket for each consumer organisation, asked before its signature is verified. The name is one that the
 * TLS key has proven, so that nobody can use up another's allowance. Memory is bounded.
 */
export class RateLimiter {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perSecond: number, burst: number, clock: Clock) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#clock = clock;
  }

  /** Takes one token; false when there is none. */
  take(consumer: string): boolean {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(consumer) ?? this.#open(consumer, now);
    bucket.tokens = Math.min(this.#burst, bucket.tokens + Math.max(0, now - bucket.at) * this.#perMs);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #open(consumer: string, now: number): Bucket {
    if (this.#buckets.size >= maxBuckets) {
      const oldest = this.#buckets.keys().next().value;
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    const bucket = { tokens: this.#burst, at: now };
    this.#buckets.set(consumer, bucket);
    return bucket;
  }
}
