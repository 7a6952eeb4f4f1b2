import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room's own APIs answer beside the kernel's refusals; `type` is `urn:ena:problem:identity:<slug>`. */
export const identityErrors = {
  'eid-issuer-unknown': {
    status: 404,
    fault: 'caller',
    title: 'There is no such e-identification in the register',
    when: 'the id is wrong',
  },
  'eid-issuer-changed': {
    status: 412,
    fault: 'caller',
    title: 'The entry was changed by someone else',
    when: 'If-Match names another revision than the one that is there, or none where one is',
  },
  'review-dates-disagree': {
    status: 422,
    fault: 'caller',
    title: 'The dates of the review disagree',
    when: 'the review lies in the future, or ends before it was made',
  },
  'client-unknown': {
    status: 404,
    fault: 'caller',
    title: 'There is no such service in the register',
    when: 'the id is wrong, or the service stands in the configuration or in the federation',
  },
  'client-in-configuration': {
    status: 409,
    fault: 'caller',
    title: 'The service stands in the configuration',
    when: 'a service is registered under the id of one that the configuration has',
  },
  'client-keys': {
    status: 422,
    fault: 'caller',
    title: 'The service has no keys, or two sets of them',
    when: 'neither jwks nor jwksUri is given, or both are',
  },
  'client-unusable': {
    status: 422,
    fault: 'caller',
    title: 'The log-in protocol cannot work with the service',
    when: 'a key is none or a private one, or an address is not one',
  },
  'client-changed': {
    status: 412,
    fault: 'caller',
    title: 'The service was changed by someone else',
    when: 'If-Match names another revision than the one that is there, or none where one is',
  },
  'match-unknown': {
    status: 404,
    fault: 'caller',
    title: 'There is no such match',
    when: 'the id is wrong, or the match was asked for by someone else',
  },
  'match-not-waiting': {
    status: 409,
    fault: 'caller',
    title: 'The match waits for no decision',
    when: 'it was decided already, or needed no case handler',
  },
  'match-person-not-candidate': {
    status: 422,
    fault: 'caller',
    title: 'The person is none of the candidates',
    when: 'a case handler names a person that the search did not find',
  },
  'birth-date-impossible': {
    status: 422,
    fault: 'caller',
    title: 'The date of birth is no day of the calendar',
    when: 'the month has no such day, or the day has not come yet',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type IdentityError = keyof typeof identityErrors;
