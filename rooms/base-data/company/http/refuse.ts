import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type Clock, rfc3339 } from '@ena/kernel/time.ts';
import { type CompanyError, errors } from '../errors.ts';
import { apiErrorContentType, renderApiError } from '../wire/api-error.ts';

/** Answers one row of the error catalogue. */
export function refuse(error: CompanyError, requestId: string, clock: Clock): RoomReply {
  return {
    status: error.status,
    contentType: apiErrorContentType,
    body: renderApiError(error, requestId, rfc3339(clock.now())),
  };
}

/** The kernel's refusals in the words of the contract, by the slug of the problem. */
const bySlug: Readonly<Record<string, CompanyError>> = {
  'malformed-body': errors.unreadableBody,
  'invalid-body': errors.missingIdentity,
  'invalid-parameters': errors.unknownDocument,
  unauthenticated: errors.unauthenticated,
  'insufficient-scope': errors.forbidden,
  'not-found': errors.unknownPath,
  'body-too-large': errors.bodyTooLarge,
  'unsupported-media-type': errors.wrongMediaType,
  'too-many-requests': errors.tooManyCalls,
  'internal-error': errors.internal,
  stopping: errors.stopping,
};

export function renderRefusal(clock: Clock): (problem: Problem, requestId: string) => RoomReply {
  return (problem, requestId) => {
    const slug = problem.type.slice(problem.type.lastIndexOf(':') + 1);
    return refuse(bySlug[slug] ?? errors.internal, requestId, clock);
  };
}
