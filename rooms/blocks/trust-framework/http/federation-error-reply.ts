import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import {
  type FederationError,
  type FederationErrorCode,
  federationErrors,
} from '../wire/federation-error.ts';

export function federationError(error: FederationErrorCode, description: string): RoomReply {
  const body: FederationError = { error, error_description: description };
  return { status: federationErrors[error], body };
}

/**
 * The kernel's own refusals on the federation endpoints, in the specification's form and with the kernel's status;
 * but a form that breaks its schema is `invalid_request` 400 there (OpenID Federation 1.0 §8.9), as a query is.
 */
export function renderFederationRefusal(problem: Problem): RoomReply {
  const error_description = whatToMend(problem) ?? problem.detail ?? problem.title;
  const body: FederationError = { error: codeOf(problem.status), error_description };
  return { status: problem.status === 422 ? 400 : problem.status, body };
}

function whatToMend({ errors = [] }: Problem): string | undefined {
  const named = errors.filter(({ pointer }) => pointer !== '');
  if (named.length === 0) return undefined;
  return named.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`).join(' ');
}

function codeOf(status: number): FederationErrorCode {
  if (status === 401 || status === 403) return 'invalid_client';
  if (status === 404) return 'not_found';
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
