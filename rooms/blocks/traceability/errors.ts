import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/**
 * What the room's own API answers beside the kernel's refusals; `type` is `urn:ena:problem:traceability:<slug>`.
 * The witness protocol has no error documents: there, a status and one sentence of text.
 */
export const traceabilityErrors = {
  'unknown-log': {
    status: 404,
    fault: 'caller',
    title: 'No checkpoint of this log has been cosigned',
    when: 'the origin is unknown, or the log has not asked yet',
  },
  'unknown-inconsistency': {
    status: 404,
    fault: 'caller',
    title: 'There is no such inconsistency',
    when: 'the id is wrong',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type TraceabilityError = keyof typeof traceabilityErrors;
