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

/** The kernel's own refusals on the federation endpoints, in the specification's form and with the kernel's status. */
export function renderFederationRefusal(problem: Problem): RoomReply {
  const body: FederationError = {
    error: codeOf(problem.status),
    error_description: problem.detail ?? problem.title,
  };
  return { status: problem.status, body };
}

function codeOf(status: number): FederationErrorCode {
  if (status === 401 || status === 403) return 'invalid_client';
  if (status === 404) return 'not_found';
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
