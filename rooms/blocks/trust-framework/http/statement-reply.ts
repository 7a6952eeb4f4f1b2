import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Statement } from '../use-cases/statements.ts';

/**
 * A signed statement, or 304 where the asker has it already (RFC 9110 §13.1.2). `no-cache` lets caches keep it but
 * makes them ask each time, so that a revocation is seen at once.
 */
export function statementReply(
  statement: Statement,
  contentType: string,
  headers: RoomRequest['headers'],
): RoomReply {
  const cached = { etag: statement.etag, 'cache-control': 'no-cache' };
  if (hasTag(headers['if-none-match'], statement.etag)) return { status: 304, headers: cached };
  return { status: 200, contentType, headers: cached, body: statement.jwt };
}

/** Weak comparison, as RFC 9110 §13.1.2 asks for. */
function hasTag(header: string | string[] | undefined, etag: string): boolean {
  const listed = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((tag) => tag.trim());
  return listed.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}
