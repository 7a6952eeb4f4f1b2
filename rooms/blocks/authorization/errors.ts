import type { Fault } from '@ena/kernel/http/problem.ts';

interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
  readonly when: string;
}

/** What the room's own API answers beside the kernel's refusals; `type` is `urn:ena:problem:authorization:<slug>`. */
export const authorizationErrors = {
  'unknown-client': {
    status: 404,
    fault: 'caller',
    title: 'There is no such client',
    when: 'the id is not registered here; clients of the federation are not listed',
  },
  'unknown-neighbour': {
    status: 404,
    fault: 'caller',
    title: 'There is no such server',
    when: 'the name is not registered',
  },
  'unknown-profile': {
    status: 422,
    fault: 'caller',
    title: 'There is no such profile',
    when: 'neither standard nor in the configuration',
  },
  'bad-keys': {
    status: 422,
    fault: 'caller',
    title: 'A key is not usable',
    when: 'private, for another use, too small, or named twice; or both jwks and jwksUri are given',
  },
  'not-in-federation': {
    status: 422,
    fault: 'caller',
    title: 'The federation does not tell what is needed',
    when: 'no valid chain to the entity, or it publishes no authorization server; or we have no entity id of our own',
  },
  'bad-address': {
    status: 422,
    fault: 'caller',
    title: 'An address is not usable',
    when: 'not an absolute URL without fragment and dot segments, in the characters of RFC 3986',
  },
  'changed-meanwhile': {
    status: 412,
    fault: 'caller',
    title: 'It is not as you believed',
    when: 'If-Match or If-None-Match does not hold, another writer was first, or the issuer has another name',
  },
  'nothing-announced': {
    status: 409,
    fault: 'caller',
    title: 'No key has been announced',
    when: 'promote without announce',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type AuthorizationError = keyof typeof authorizationErrors;

/** HTTP status of the errors of RFC 6749 §5.2 and its extensions, where it is not 400. */
export const oauthStatus: Readonly<Record<string, number>> = {
  invalid_client: 401,
  temporarily_unavailable: 503,
  server_error: 502,
};
