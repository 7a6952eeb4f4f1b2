import type { Route } from '@ena/kernel/http/route.ts';

/** Says that the service answers; nothing is read. */
export function isAlive(): Route['handler'] {
  return async () => ({ status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' });
}
