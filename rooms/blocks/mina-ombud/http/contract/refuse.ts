import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, Stray } from '@ena/kernel/http/route.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type ContractError, contractErrors } from '../../contract-errors.ts';
import { type ApiError, renderApiError, type Violation } from '../../wire/api-error.ts';
import { exactJson } from './exact-json.ts';

export interface RefusalCircumstances {
  readonly requestId: string;
  readonly clock: Clock;
  readonly detail?: string;
  readonly violations?: readonly Violation[];
  readonly status?: number;
}

/** Answers one row of the error catalogue. */
export function refuse(error: ContractError, { clock, ...rest }: RefusalCircumstances): RoomReply {
  return errorReply(renderApiError(error, { ...rest, now: clock.now() }));
}

const challenge = 'Bearer error="invalid_token"';

/** RFC 9110 §15.5.2 wants a challenge with every 401. */
export function errorReply(body: ApiError): RoomReply {
  const reply = exactJson(body.status, body);
  return body.status === 401 ? { ...reply, headers: { 'www-authenticate': challenge } } : reply;
}

/** What the kernel refuses, by the slug of its problem. */
const bySlug: Readonly<Record<string, ContractError>> = {
  'malformed-request': contractErrors.invalidRequest,
  'malformed-body': contractErrors.invalidRequest,
  'invalid-parameters': contractErrors.invalidRequest,
  'invalid-body': contractErrors.invalidRequest,
  unauthenticated: contractErrors.unauthenticated,
  'insufficient-scope': contractErrors.scopeMissing,
  'body-too-large': contractErrors.tooLarge,
  'unsupported-media-type': contractErrors.wrongMediaType,
  'too-many-requests': contractErrors.tooManyCalls,
  stopping: contractErrors.stopping,
};

/** Below the contract's base every answer is the contract's, also where it has no operation. */
export function contractStrays(clock: Clock): (call: Stray) => RoomReply | undefined {
  return ({ path, problem, requestId }) => {
    if (!path.startsWith('/dfm/formedlare/')) return undefined;
    const error = problem.status === 405 ? contractErrors.methodNotAllowed : contractErrors.nothingHere;
    return refuse(error, { requestId, clock, violations: [{ path: '', message: problem.title }] });
  };
}

/** The kernel's refusals in the words of the contract; its own challenge stays where it gave one. */
export function renderRefusal(clock: Clock): (problem: Problem, requestId: string) => RoomReply {
  return (problem, requestId) => {
    const slug = problem.type.slice(problem.type.lastIndexOf(':') + 1);
    const error = bySlug[slug] ?? contractErrors.failed;
    const { headers: _, ...reply } = refuse(error, { requestId, clock, violations: violationsOf(problem) });
    return reply;
  };
}

/** One for each place: where a value may have one of several forms, the kernel says something of each form. */
function violationsOf({ title, detail, errors }: Problem): readonly Violation[] {
  if (errors === undefined || errors.length === 0) return [{ path: '', message: detail ?? title }];
  const byPath = new Map<string, Violation>();
  for (const error of errors) {
    const path = pathOf(error.pointer);
    if (!byPath.has(path)) byPath.set(path, { path, message: error.detail.replace(/\.$/, '') });
  }
  return [...byPath.values()];
}

/** `behorigheter[2].kod` from `/behorigheter/2/kod`. */
export function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => {
      if (/^[0-9]{1,4}$/.test(part)) return `${path}[${part}]`;
      return path === '' ? part : `${path}.${part}`;
    }, '');
}
