import { rfc3339 } from '@ena/kernel/time.ts';

/** Spring's names of the statuses that occur, as the contract writes them. */
const names: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/**
 * The contract has two forms of one error: `BadRequestResponse` and its siblings, with a name and a time in numbers
 * (impressions, organisations), and `ApiError`, with number and name and a time in text (ratings).
 */
export type ErrorForm = 'response' | 'api-error';

export interface ErrorBody {
  readonly status: string;
  readonly timestamp: string | readonly number[];
  readonly message: string;
  readonly debugMessage: string;
  readonly subErrors: readonly object[];
}

export function renderError(
  form: ErrorForm,
  status: number,
  message: string,
  now: number,
  subErrors: readonly object[] = [],
): ErrorBody {
  const name = names[status] ?? 'INTERNAL_SERVER_ERROR';
  return {
    status: form === 'response' ? name : `${status} ${name}`,
    timestamp: form === 'response' ? parts(now) : rfc3339(now),
    message,
    debugMessage: '',
    subErrors,
  };
}

/** Year, month, day, hour, minute, second, as Java's LocalDateTime becomes in JSON; in UTC. */
function parts(now: number): readonly number[] {
  return rfc3339(now).slice(0, 19).split(/[-T:]/).map(Number);
}
