import { randomFillSync } from 'node:crypto';

const poolBytes = 8192;
let pool = Buffer.alloc(0);
let used = 0;

/** `count` unpredictable bytes in a buffer of their own. Drawn from a pool: one call of the system serves many. */
export function randomSalt(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafe(Math.max(poolBytes, count)));
    used = 0;
  }
  const salt = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return salt;
}
