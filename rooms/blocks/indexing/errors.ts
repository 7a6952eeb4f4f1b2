import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room answers beside the kernel's refusals; `type` is `urn:ena:problem:indexing:<slug>`. */
export const indexingErrors = {
  'not-a-producer': {
    status: 403,
    fault: 'caller',
    title: 'Your organisation is no producer in this area',
    when: 'the client has no organisation, or the operator has not put it into the area',
  },
  'not-granted': {
    status: 403,
    fault: 'caller',
    title: 'You may not ask in this area for this purpose',
    when: 'the operator has granted the organisation no such purpose there',
  },
  'unknown-area': {
    status: 404,
    fault: 'caller',
    title: 'There is no such area',
    when: 'the id of the area is wrong',
  },
  'unknown-producer': {
    status: 404,
    fault: 'caller',
    title: 'The organisation is no producer in this area',
    when: 'the operator removes one that is not there',
  },
  'no-open-list': {
    status: 409,
    fault: 'caller',
    title: 'The list is not open',
    when: 'it is finished, or a later one took its place, or the id is wrong',
  },
  'list-incomplete': {
    status: 409,
    fault: 'caller',
    title: 'Another number was listed than told',
    when: 'a page is missing or was cut short; nothing has been removed',
  },
  'rotation-running': {
    status: 409,
    fault: 'caller',
    title: 'The latest key change is not finished',
    when: 'pointers still stand under the key before',
  },
  'bad-pointer': {
    status: 422,
    fault: 'caller',
    title: 'A subject or a time is wrong',
    when: 'a number cannot be one of its kind, the first change is after the last, or a time lies ahead',
  },
  'bad-period': {
    status: 422,
    fault: 'caller',
    title: 'The period is wrong',
    when: 'it ends before it begins, is longer than ten years, or a day lies outside it or stands twice',
  },
  'not-an-organisation': {
    status: 422,
    fault: 'caller',
    title: 'The number is no organisation number',
    when: 'its check digit is wrong',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type IndexingError = keyof typeof indexingErrors;
