import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room answers beside the kernel's refusals; `type` is `urn:ena:problem:onboarding:<slug>`. */
export const onboardingErrors = {
  'unknown-matter': {
    status: 404,
    fault: 'caller',
    title: 'There is no such matter for you',
    when: 'the id is unknown, or the matter is of no concern to the person',
  },
  'unknown-organisation': {
    status: 404,
    fault: 'caller',
    title: 'You do not act for this organisation',
    when: 'the person is no contact of the organisation, whether it is a member or not',
  },
  'bad-organisation-number': {
    status: 422,
    fault: 'caller',
    title: 'The organisation number is not valid',
    when: 'ten digits, but the check digit is wrong',
  },
  'application-exists': {
    status: 409,
    fault: 'caller',
    title: 'The organisation has applied already',
    when: 'an application of it is under way or has been accepted',
  },
  'step-not-open': {
    status: 409,
    fault: 'caller',
    title: 'The matter does not stand where this step begins',
    when: 'no such step, or not from the present state',
  },
  'step-not-yours': {
    status: 403,
    fault: 'caller',
    title: 'Someone else takes this step',
    when: 'the step is open, but not for a person in these parts',
  },
  'reason-missing': {
    status: 422,
    fault: 'caller',
    title: 'The step demands a reason',
    when: 'reason is absent or empty',
  },
  'mend-missing': {
    status: 422,
    fault: 'caller',
    title: 'Say what to mend',
    when: 'something is returned without a list of what to put right',
  },
  'condition-not-met': {
    status: 409,
    fault: 'caller',
    title: 'A condition of the step is not met',
    when: 'a guard of the step does not hold; detail says which and what to do',
  },
  'changed-meanwhile': {
    status: 412,
    fault: 'caller',
    title: 'The matter has changed since you read it',
    when: 'If-Match names another revision, or two steps were taken at once',
  },
  'if-match-missing': {
    status: 428,
    fault: 'caller',
    title: 'Say which revision you have read',
    when: 'If-Match is absent, or is no entity tag of a matter',
  },
  'idempotency-key-reused': {
    status: 422,
    fault: 'caller',
    title: 'The idempotency key was used for something else',
    when: 'the same key with another body',
  },
  'bad-idempotency-key': {
    status: 400,
    fault: 'caller',
    title: 'The idempotency key is not usable',
    when: 'empty, longer than 128 characters, or not printable ASCII',
  },
  'already-signed': {
    status: 409,
    fault: 'caller',
    title: 'You have signed this agreement',
    when: 'the same person signs the same text again',
  },
  'signature-refused': {
    status: 422,
    fault: 'caller',
    title: 'The signature does not prove that you signed this agreement',
    when: 'another text, another person, a too low level, or no valid signature',
  },
  'unknown-signature': {
    status: 404,
    fault: 'caller',
    title: 'The application has no such signature',
    when: 'the id is unknown, or of another application',
  },
  'no-agreement': {
    status: 409,
    fault: 'caller',
    title: 'No agreement is prepared yet',
    when: 'the checks have not passed',
  },
  'bad-join-token': {
    status: 403,
    fault: 'caller',
    title: 'The join token is not valid, or no longer',
    when: 'unknown, used, replaced or expired',
  },
  'join-refused': {
    status: 422,
    fault: 'caller',
    title: 'The federation does not take the organisation as it is',
    when: 'another entity id than applied for, unusable keys, or an id that is taken',
  },
  'bad-invitation': {
    status: 404,
    fault: 'caller',
    title: 'There is no such invitation for you',
    when: 'the code is unknown or answered, or meant for someone else',
  },
  'invitation-expired': {
    status: 410,
    fault: 'caller',
    title: 'The invitation has expired',
    when: 'it was answered too late',
  },
  'wrong-role': {
    status: 403,
    fault: 'caller',
    title: 'Another kind of contact does this',
    when: 'a contact of the organisation, but without the role that it takes',
  },
  'not-a-member': {
    status: 409,
    fault: 'caller',
    title: 'The organisation has not joined',
    when: 'the federation does not know it, or the service is not published',
  },
  'unknown-trust-mark': {
    status: 422,
    fault: 'caller',
    title: 'Nobody issues this trust mark',
    when: 'the type is unknown to the trust framework',
  },
  'unknown-requirement': {
    status: 422,
    fault: 'caller',
    title: 'The trust mark does not ask this',
    when: 'the requirement is not among those of the application',
  },
  'evidence-refused': {
    status: 422,
    fault: 'caller',
    title: 'The issuer does not take the evidence',
    when: 'the trust framework refuses to record it; detail says why',
  },
  'malformed-inventory': {
    status: 422,
    fault: 'caller',
    title: 'The inventory is not one that the hub takes',
    when: 'no signed JWT, a claim that does not fit, another audience, or a life of more than ten minutes',
  },
  'unknown-connector': {
    status: 404,
    fault: 'caller',
    title: 'The federation vouches for no such connector',
    when: 'iss is no member with a published configuration, or another organisation than the address names',
  },
  'inventory-signature-refused': {
    status: 403,
    fault: 'caller',
    title: 'The signature of the inventory does not count',
    when: 'not of a published key, not ES256, of another kind of statement, expired, or from the future',
  },
  'older-inventory': {
    status: 409,
    fault: 'caller',
    title: 'The hub has a later inventory',
    when: 'iat is not later than that of the inventory that is kept',
  },
  'no-inventory': {
    status: 404,
    fault: 'caller',
    title: 'The organisation’s connector has told nothing yet',
    when: 'no inventory has come, for the connector is not running or does not share it',
  },
  'not-a-case-handler': {
    status: 403,
    fault: 'caller',
    title: 'You are no case handler here',
    when: 'the person is not in the table of case handlers',
  },
  'case-handler-exists': {
    status: 409,
    fault: 'caller',
    title: 'The person is a case handler already',
    when: 'added before',
  },
  'unknown-case-handler': {
    status: 404,
    fault: 'caller',
    title: 'There is no such case handler',
    when: 'the id is unknown or removed',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type OnboardingError = keyof typeof onboardingErrors;
