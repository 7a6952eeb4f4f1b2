import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { Refusal } from '../domain/refusal.ts';
import { oauthStatus } from '../errors.ts';

export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

export function refusalReply(
  { error, detail }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): RoomReply {
  const status = oauthStatus[error] ?? 400;
  const challenge: Record<string, string> =
    status === 401 ? { 'www-authenticate': 'Bearer realm="ena", error="invalid_client"' } : {};
  return {
    status,
    headers: { ...noStore, ...challenge, ...headers },
    body: { error, error_description: detail },
  };
}

/** The kernel's refusals in the words of RFC 6749; those that it has no word for are `invalid_request`. */
export function renderOAuthProblem(problem: Problem): RoomReply {
  const error = problem.status >= 500 ? 'server_error' : 'invalid_request';
  const status = problem.status === 422 ? 400 : problem.status;
  const description = problem.detail ?? `${problem.title}.`;
  return { status, headers: noStore, body: { error, error_description: description } };
}

interface Judged {
  readonly outcome: { readonly kind: string } | (Refusal & { readonly claimed?: string });
  readonly provenClient: string | undefined;
}

/**
 * The audit row of a call in which a client proved itself, or failed to. It names the client, the operation and the
 * error; never an assertion, a token, a secret or a person. Durable before the answer goes out.
 */
export async function auditCall(
  audit: AuditTrail,
  operation: string,
  request: RoomRequest,
  { outcome, provenClient }: Judged,
  status: number,
): Promise<void> {
  const error = 'error' in outcome ? ` ${outcome.error}` : '';
  const claimed =
    'claimed' in outcome && outcome.claimed !== undefined ? `unproven:${outcome.claimed}` : 'anonymous';
  const caller = provenClient === undefined ? claimed : `client:${provenClient}`;
  const { requestId } = request;
  await audit.record({
    room: 'blocks/authorization',
    operation: `${operation}${error}`,
    caller,
    status,
    requestId,
  });
}
