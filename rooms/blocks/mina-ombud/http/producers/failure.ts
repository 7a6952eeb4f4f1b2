import type { Clock } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type ContractError, contractErrors } from '../../contract-errors.ts';
import { ApiError, type ApiErrorCircumstances, renderApiError } from '../../wire/api-error.ts';
import type { Produced, ProducerCall } from './producer.ts';

export type Failed = Extract<Produced<never>, { kind: 'failed' }>;

/** An error that we tell of ourselves. */
export function failure(
  error: ContractError,
  { requestId }: Pick<ProducerCall, 'requestId'>,
  clock: Clock,
  more: Omit<ApiErrorCircumstances, 'requestId' | 'now'> = {},
): Failed {
  return { kind: 'failed', error: renderApiError(error, { requestId, now: clock.now(), ...more }) };
}

const ProducerError = Type.Object({
  ...ApiError.properties,
  type: Type.String({ pattern: '^urn:dfm:error:(basic|auth|network|validation)$' }),
  instance: Type.String({ pattern: '^[a-z_.]{1,100}$' }),
  title: Type.String({ minLength: 1 }),
  /** Whether the error is passed on, whatever its status. */
  propagate: Type.Optional(Type.Boolean()),
});
type ProducerError = Static<typeof ProducerError>;
const producerError = Compile(ProducerError);

/** ApiError: "Om `propagate` inte sätts propageras fel om status är någon av" */
const propagated = [400, 404, 409, 422, 500, 501, 503];

/**
 * What a producer answered instead of 200. Its own error is passed on, without what may be personal in it, where the
 * contract says so; else it becomes a plain one.
 */
export function producerFailure(
  status: number,
  body: unknown,
  call: Pick<ProducerCall, 'requestId'>,
  clock: Clock,
): Failed {
  if (!producerError.Check(body)) {
    return failure(
      status === 504 ? contractErrors.producerTimeout : contractErrors.producerUnreachable,
      call,
      clock,
    );
  }
  if (!(body.propagate ?? propagated.includes(status)))
    return failure(contractErrors.failed, call, clock, { source: 'producent' });
  return { kind: 'failed', error: passedOn(status, body, call.requestId) };
}

function passedOn(status: number, error: ProducerError, requestId: string): ApiError {
  const { type, instance, title, detail, timestamp, violations } = error;
  return {
    type,
    instance,
    status: status >= 400 ? status : error.status,
    ...(timestamp !== undefined && { timestamp }),
    requestId,
    title: withoutNumbers(title),
    ...(detail !== undefined && { detail: withoutNumbers(detail) }),
    source: 'producent',
    ...(type === 'urn:dfm:error:validation' && {
      violations: (violations ?? []).slice(0, 50).map(({ message, path }) => ({
        message: withoutNumbers(message),
        path: withoutNumbers(path),
      })),
    }),
  };
}

/** Someone else wrote the text. */
function withoutNumbers(text: string): string {
  return text.slice(0, 500).replace(/\d{6,8}[-+]?\d{4}/g, '…');
}
