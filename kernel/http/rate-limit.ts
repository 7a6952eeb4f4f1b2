import type { Clock } from '../time.ts';

export interface RateDecision {
  readonly allowed: boolean;
  readonly limit: number;
  /** Calls left now. */
  readonly remaining: number;
  /** Seconds until one more call is allowed; 0 while `remaining` is positive. */
  readonly retryAfter: number;
  /** Seconds until the whole limit is there again. */
  readonly reset: number;
}

/** Counts calls. `key` names who and what, `perMinute` is also the burst that is allowed at once. */
export interface RateLimiter {
  take(key: string, perMinute: number): RateDecision;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Token buckets in memory, for this process. At most `capacity` keys are kept; the one unused for longest goes
 * first, so a flood of new keys costs the memory of `capacity` and no more, at the price of forgetting idle ones.
 */
export function createRateLimiter(clock: Clock, capacity = 50_000): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, perMinute) {
      const now = clock.now();
      const perMs = perMinute / 60_000;
      const bucket = buckets.get(key) ?? { tokens: perMinute, at: now };
      const elapsed = Math.max(0, now - bucket.at);
      const tokens = Math.min(perMinute, bucket.tokens + elapsed * perMs);
      const allowed = tokens >= 1;
      const left = allowed ? tokens - 1 : tokens;
      buckets.delete(key);
      buckets.set(key, { tokens: left, at: now });
      if (buckets.size > capacity) forgetOldest(buckets);
      return {
        allowed,
        limit: perMinute,
        remaining: Math.floor(left),
        retryAfter: left >= 1 ? 0 : Math.ceil((1 - left) / perMs / 1000),
        reset: Math.ceil((perMinute - left) / perMs / 1000),
      };
    },
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10), `Retry-After` (RFC 9110 §10.2.3). */
export function rateHeaders(decision: RateDecision): Record<string, string> {
  const headers: Record<string, string> = {
    'ratelimit-policy': `"minute";q=${decision.limit};w=60`,
    ratelimit: `"minute";r=${decision.remaining};t=${decision.remaining > 0 ? decision.reset : decision.retryAfter}`,
  };
  if (!decision.allowed) headers['retry-after'] = String(Math.max(1, decision.retryAfter));
  return headers;
}

/** One key for one caller's network: an IPv4 address, or the /64 of an IPv6 address, which one host may roam in. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (v4?.[1] !== undefined) return v4[1];
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0;
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':');
}
