import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room answers beside the kernel's refusals; `type` is `urn:ena:problem:mina-arenden:<slug>`. */
export const minaArendenErrors = {
  'unknown-entry': {
    status: 404,
    fault: 'caller',
    title: 'There is no such entry',
    when: 'the id is wrong',
  },
  'title-too-long': {
    status: 422,
    fault: 'caller',
    title: 'The title is too long',
    when: 'it has more characters than the configuration allows',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type MinaArendenError = keyof typeof minaArendenErrors;
