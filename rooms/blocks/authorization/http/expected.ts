import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { Expected } from '../use-cases/register-client.ts';

/** RFC 9110 §13.1: `If-None-Match: *` creates only, `If-Match: "3"` replaces that revision only. */
export function expectedOf(headers: RoomRequest['headers']): Expected {
  const { 'if-none-match': none, 'if-match': match } = headers;
  if (none === '*') return { kind: 'absent' };
  if (match === undefined) return { kind: 'any' };
  const revision = /^"(\d{1,15})"$/.exec(String(match))?.[1];
  return { kind: 'revision', revision: revision === undefined ? -1 : Number(revision) };
}

export function tagOf(thing: { readonly revision: number }): Readonly<Record<string, string>> {
  return { etag: `"${thing.revision}"` };
}
