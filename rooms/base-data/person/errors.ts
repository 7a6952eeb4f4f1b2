import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room answers beside the kernel's refusals; `type` is `urn:ena:problem:person:<slug>`. */
export const personErrors = {
  'unknown-relation': {
    status: 404,
    fault: 'caller',
    title: 'There is no such relation',
    when: 'the id is wrong, or the relation was removed',
  },
  'wrong-person': {
    status: 422,
    fault: 'caller',
    title: 'A person in the list is wrong',
    when: 'a number has a wrong check digit or day, or stands twice',
  },
  'wrong-relation': {
    status: 422,
    fault: 'caller',
    title: 'The relation cannot be',
    when: 'a number is wrong, the person is not in the register, or it ends before it begins',
  },
  'relation-there': {
    status: 409,
    fault: 'caller',
    title: 'The relation is there already',
    when: 'one of the same kind is there between the two',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type PersonError = keyof typeof personErrors;
