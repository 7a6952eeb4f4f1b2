import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Dispatcher } from 'undici';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { fetchWhole, type WholeAnswer } from '../http/fetch-whole.ts';
import type { HeaderList } from '../http/headers.ts';
import { PinMismatchError } from '../http/peer-pool.ts';
import type { Entity } from '../trust/entity.ts';

export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

export type PeerAnswer = WholeAnswer;

/** Sends the signed request once. Nothing is repeated: whether the provider acted may be unknown. */
export async function sendRequest(
  context: ConnectorContext,
  provider: Entity,
  request: PeerRequest,
): Promise<Result<PeerAnswer, Refusal>> {
  const pins = () => context.trust.findByEntityId(provider.entityId)?.pins ?? provider.pins;
  try {
    const pool = context.peers.get(provider.endpoint, pins, provider.entityId);
    const { path, headers, body } = request;
    const answer = await fetchWhole(
      pool,
      { method: request.method as Dispatcher.HttpMethod, path, headers, body: body.length > 0 ? body : null },
      context.config.maxBodyBytes,
    );
    if (answer === 'too-large')
      return fail(
        refuse('answer-unproven', 'The answer is larger than this connector takes. Ask for less at a time.'),
      );
    return ok(answer);
  } catch (error) {
    return fail(peerProblem(error));
  }
}

const notSent = new Set([
  'PrivateAddressError',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);
const timedOut = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function peerProblem(error: unknown): Refusal {
  if (error instanceof PinMismatchError) {
    return refuse(
      'provider-mismatch',
      'The connection was closed before anything was sent. The provider must publish its new TLS key before using it.',
    );
  }
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  if (timedOut.has(code))
    return refuse(
      'provider-timeout',
      'Whether the provider acted is not known. Repeat only what may be done twice.',
      code,
    );
  if (notSent.has(code))
    return refuse('provider-unreachable', 'Nothing was sent. The call may be repeated.', code);
  return refuse(
    'provider-unreachable',
    'The connection broke. Whether the provider acted is not known; repeat only what may be done twice.',
    code,
  );
}
