import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { Unproven } from '../use-cases/authenticate-client.ts';
import type { Failed } from '../use-cases/failed-call.ts';

/** What a call came to, and who made it. */
interface Judged<Outcome> {
  readonly outcome: Outcome;
  readonly provenClient: string | undefined;
}

interface Audited<Outcome> {
  readonly audit: AuditTrail;
  readonly operation: string;
  readonly request: Pick<RoomRequest, 'requestId'>;
  call(): Promise<Judged<Outcome>>;
  reply(outcome: Exclude<Outcome, Failed>): RoomReply;
}

const serverError = 500;

/**
 * Answers a call in which a client proved itself, or failed to, and leaves its audit row, also where we failed. It names
 * the client, the operation and the error; never an assertion, a token, a secret or a person. Durable before the answer
 * goes out.
 */
export async function audited<Outcome extends { readonly kind: string }>(
  given: Audited<Outcome>,
): Promise<RoomReply> {
  const { outcome, provenClient } = await judged(given);
  if (isFailed(outcome)) {
    // Where the row cannot be written either, the first cause says more.
    await record(given, outcome, provenClient, serverError).catch(() => undefined);
    throw outcome.cause;
  }
  const reply = given.reply(outcome as Exclude<Outcome, Failed>);
  await record(given, outcome, provenClient, reply.status);
  return reply;
}

async function judged<Outcome>({ call }: Audited<Outcome>): Promise<Judged<Outcome | Failed>> {
  try {
    return await call();
  } catch (cause) {
    return { outcome: { kind: 'failed', cause }, provenClient: undefined };
  }
}

function isFailed(outcome: { readonly kind: string }): outcome is Failed {
  return outcome.kind === 'failed';
}

async function record(
  { audit, operation, request }: Pick<Audited<never>, 'audit' | 'operation' | 'request'>,
  outcome: { readonly kind: string } | Unproven,
  provenClient: string | undefined,
  status: number,
): Promise<void> {
  const error = isFailed(outcome) ? ' server_error' : 'error' in outcome ? ` ${outcome.error}` : '';
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
