import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the administration of rules answers beside the kernel's refusals; `type` is `urn:ena:problem:access-policy:<slug>`. */
export const accessPolicyErrors = {
  'unknown-rule': {
    status: 404,
    fault: 'caller',
    title: 'There is no such rule',
    when: 'never made, or removed',
  },
  'bad-rule': {
    status: 422,
    fault: 'caller',
    title: 'The rule cannot be used',
    when: 'its form is right, but it contradicts itself; detail says how',
  },
  'rule-exists': {
    status: 409,
    fault: 'caller',
    title: 'A rule of this name exists',
    when: 'a policy set or role of the name, or an entity of the type and id, is there already',
  },
  'name-fixed': {
    status: 409,
    fault: 'caller',
    title: 'The name of a rule cannot be changed',
    when: 'a replacement has another name, or is about another entity',
  },
  'bad-idempotency-key': {
    status: 400,
    fault: 'caller',
    title: 'The idempotency key is not valid',
    when: 'empty, longer than 128 characters, or with other than visible ASCII',
  },
  'idempotency-key-reused': {
    status: 422,
    fault: 'caller',
    title: 'The idempotency key stood with another request',
    when: 'the same key came with another body, or its rule is removed by now',
  },
  'version-missing': {
    status: 428,
    fault: 'caller',
    title: 'The version that is to be changed is not stated',
    when: 'If-Match is absent, or is not an ETag of ours',
  },
  'changed-meanwhile': {
    status: 412,
    fault: 'caller',
    title: 'Someone else has changed the rule',
    when: 'If-Match names an older version; read again and repeat',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type AccessPolicyError = keyof typeof accessPolicyErrors;
