import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';

/**
 * Where a search goes on: the last name that was looked at, bound to the request it belongs to. It is opaque, not
 * secret: it opens nothing that the request itself does not.
 */
export interface Position {
  readonly after: string;
}

/** AuthZEN §8.2: everything but the token must be the same on every page. */
export function writeToken(position: Position, request: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(request), position.after])).toString('base64url');
}

export function readToken(token: string, request: unknown): Result<Position, string> {
  const [print, after] = parsed(token);
  if (typeof print !== 'string' || typeof after !== 'string') return fail('page.token is not one of ours.');
  if (print !== fingerprint(request)) {
    return fail(
      'page.token belongs to another request: repeat that one unchanged, or begin without a token.',
    );
  }
  return ok({ after });
}

function parsed(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function fingerprint(request: unknown): string {
  return sha256(JSON.stringify(inOrder(request)))
    .subarray(0, 12)
    .toString('base64url');
}

/** Members in the order of their names: JSON members have no order of their own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return ['[', ...value.map(inOrder)];
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['{', ...members.map(([name, member]) => [name, inOrder(member)])];
}
