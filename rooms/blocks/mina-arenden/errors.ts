import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  /** What to mend; `detail` of a problem that has nothing closer to say. */
  readonly mend: string;
}

/**
 * What our own API answers beside the kernel's refusals; `type` is `urn:ena:problem:mina-arenden:<slug>`. The published
 * standard has one field for every error instead, `message` (`wire/fel.ts`).
 */
export const caseErrors = {
  'unknown-producer': {
    status: 404,
    fault: 'caller',
    title: 'There is no such producer',
    mend: 'Check the id, and that the key or the token is of that producer.',
  },
  'producer-id-taken': {
    status: 409,
    fault: 'caller',
    title: 'Another producer has this id',
    mend: 'Choose another id.',
  },
  'prefix-taken': {
    status: 409,
    fault: 'caller',
    title: 'Another producer has this prefix',
    mend: 'Choose another prefix.',
  },
  'wrong-organisation': {
    status: 422,
    fault: 'caller',
    title: 'The organisation number is none',
    mend: 'Check the ten digits; the last is a check digit.',
  },
  'invalid-events': {
    status: 422,
    fault: 'caller',
    title: 'Some events cannot be loaded',
    mend: 'See errors for each place to mend; nothing of the call was loaded.',
  },
  'duplicate-events': {
    status: 422,
    fault: 'caller',
    title: 'One event is in the call twice',
    mend: 'Send each kundhandelseId once; nothing of the call was loaded.',
  },
  'load-raced': {
    status: 409,
    fault: 'caller',
    title: 'Someone else loaded one of the same events meanwhile',
    mend: 'Send the same call again; nothing of it was loaded.',
  },
  'unknown-type': {
    status: 404,
    fault: 'caller',
    title: 'The catalogue has no such event type',
    mend: 'Check the name; types are listed at /cases/v1/event-types.',
  },
  'wrong-type-name': {
    status: 422,
    fault: 'caller',
    title: 'The name of the event type is not right here',
    mend: 'A type of a producer begins with its prefix and has three parts; a shared one has no prefix and two.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type CaseError = keyof typeof caseErrors;
