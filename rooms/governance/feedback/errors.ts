import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/**
 * What the operator's API answers beside the kernel's refusals; `type` is `urn:ena:problem:feedback:<slug>`.
 * The collecting API answers in the words of its contract: `wire/api-error.ts`.
 */
export const feedbackErrors = {
  'name-or-domain-taken': {
    status: 409,
    fault: 'caller',
    title: 'The name or a domain is registered already',
    when: 'another registration has the name of the organisation or one of the domains',
  },
  'bad-domain': {
    status: 422,
    fault: 'caller',
    title: 'A domain is no domain name',
    when: 'a name in domainList is not a host name in lower case, or stands twice',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type FeedbackError = keyof typeof feedbackErrors;
