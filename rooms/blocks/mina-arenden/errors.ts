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
  'wrong-address': {
    status: 422,
    fault: 'caller',
    title: 'The address is none that can be asked',
    mend: 'Write https addresses without user, query or fragment; in the sandbox http will do.',
  },
  'invalid-reach': {
    status: 422,
    fault: 'caller',
    title: 'It is not said how the producer is reached',
    mend: 'See errors for what is needed and what has no place.',
  },
  'no-connector': {
    status: 422,
    fault: 'caller',
    title: 'This installation has no connector',
    mend: 'Set connectorUrl in the configuration of the room first.',
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
  'invalid-retractions': {
    status: 422,
    fault: 'caller',
    title: 'Some retractions cannot be made',
    mend: 'See errors for each place to mend; nothing of the call was done.',
  },
  'duplicate-retractions': {
    status: 422,
    fault: 'caller',
    title: 'One event is in the call twice',
    mend: 'Send each kundhandelseId once; nothing of the call was done.',
  },
  'unknown-party': {
    status: 404,
    fault: 'caller',
    title: 'There is no such party to act for',
    mend: 'Leave `for` out to act for yourself, or take a ref of /cases/v1/my/parties.',
  },
  'invalid-search': {
    status: 422,
    fault: 'caller',
    title: 'The search cannot be made',
    mend: 'See errors for each place to mend.',
  },
  'stale-token': {
    status: 422,
    fault: 'caller',
    title: 'The token is of no use here',
    mend: 'A token is for the next page of the same search by the same person, within an hour. Begin anew without it.',
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
    mend: 'A type of a producer begins with its prefix and has three parts, an area of types two; a shared one has no prefix and two.',
  },
  'no-organisation': {
    status: 403,
    fault: 'caller',
    title: 'The client belongs to no organisation',
    mend: 'Use a client that the operator has registered for an organisation.',
  },
  'unknown-place': {
    status: 400,
    fault: 'caller',
    title: 'This is no place in the changes',
    mend: 'Send `next` of an answer as `after`, or leave it out.',
  },
  'changes-forgotten': {
    status: 410,
    fault: 'caller',
    title: 'Some of the changes asked for are no longer kept',
    mend: 'Leave `after` out to read what is kept, and take what you missed from the events themselves.',
  },
  'not-own-producers': {
    status: 422,
    fault: 'caller',
    title: 'These are no producers of the organisation',
    mend: 'Name producers of your own organisation, or none for all of them.',
  },
  'receiver-unwilling': {
    status: 422,
    fault: 'caller',
    title: 'The address does not say that it wants changes from here',
    mend: 'See errors for what it lacks; nothing was begun.',
  },
  'too-many-subscriptions': {
    status: 409,
    fault: 'caller',
    title: 'The organisation has as many subscriptions as it may',
    mend: 'Delete one that is not needed.',
  },
  'unknown-subscription': {
    status: 404,
    fault: 'caller',
    title: 'There is no such subscription',
    mend: 'Check the id, and that the token is of the organisation that subscribed, or the operator’s.',
  },
  'subscription-ended': {
    status: 409,
    fault: 'caller',
    title: 'The subscription has ended',
    mend: 'Its receiver answered 410 Gone, or the operator ended it; `problem` tells. Resume it, or delete it.',
  },
  'unknown-dead-letter': {
    status: 404,
    fault: 'caller',
    title: 'There is no such dead letter',
    mend: 'It may have been delivered, discarded or forgotten; list those that are left.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type CaseError = keyof typeof caseErrors;
