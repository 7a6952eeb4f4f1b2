import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Refusal } from '../domain/refusal.ts';
import { oauthStatus } from '../errors.ts';

export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

export function refusalReply(
  { error, detail }: Refusal,
  request: Pick<RoomRequest, 'headers'>,
  headers: Readonly<Record<string, string>> = {},
): RoomReply {
  const status = oauthStatus[error] ?? 400;
  const challenge: Record<string, string> =
    status === 401 ? { 'www-authenticate': challengeFor(request.headers.authorization) } : {};
  return {
    status,
    headers: { ...noStore, ...challenge, ...headers },
    body: { error, error_description: detail },
  };
}

/** RFC 6749 §5.2: of the scheme that the client tried, where it tried one. */
function challengeFor(authorization: unknown): string {
  const scheme = /^([A-Za-z][A-Za-z0-9-]{0,30})(?: |$)/.exec(String(authorization ?? ''))?.[1] ?? 'Bearer';
  switch (scheme.toLowerCase()) {
    case 'basic':
      return 'Basic realm="ena", charset="UTF-8"';
    case 'bearer':
      return 'Bearer realm="ena", error="invalid_client"';
    default:
      return `${scheme} realm="ena"`;
  }
}

/** The kernel's refusals in the words of RFC 6749; those that it has no word for are `invalid_request`. */
export function renderOAuthProblem(problem: Problem): RoomReply {
  const error = problem.status >= 500 ? 'server_error' : 'invalid_request';
  const status = problem.status === 422 ? 400 : problem.status;
  const description = problem.detail ?? `${problem.title}.`;
  return { status, headers: noStore, body: { error, error_description: description } };
}
