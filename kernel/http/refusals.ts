import type { Fault, Problem } from './problem.ts';

interface RefusalDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: string;
}

/** Every way in which the kernel itself refuses a call. `type` on the wire is `urn:ena:problem:http:<slug>`. */
export const refusals = {
  'malformed-request': { status: 400, fault: 'caller', title: 'The request is not well-formed HTTP' },
  'malformed-body': { status: 400, fault: 'caller', title: 'The body cannot be read' },
  'invalid-parameters': { status: 400, fault: 'caller', title: 'A parameter of the URL is not valid' },
  unauthenticated: { status: 401, fault: 'caller', title: 'The caller is not known' },
  'insufficient-authentication': {
    status: 401,
    fault: 'caller',
    title: 'The log-in was not strong enough',
  },
  'insufficient-scope': { status: 403, fault: 'caller', title: 'The caller may not do this' },
  'not-found': { status: 404, fault: 'caller', title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, fault: 'caller', title: 'The address does not take this method' },
  'body-too-large': { status: 413, fault: 'caller', title: 'The body is too large' },
  'unsupported-media-type': {
    status: 415,
    fault: 'caller',
    title: 'The body has a media type that is not taken here',
  },
  'invalid-body': { status: 422, fault: 'caller', title: 'The body does not fit its schema' },
  'too-many-requests': { status: 429, fault: 'caller', title: 'Too many calls in a short time' },
  'headers-too-large': { status: 431, fault: 'caller', title: 'The headers are too large' },
  'internal-error': { status: 500, fault: 'infrastructure', title: 'The service failed' },
  stopping: { status: 503, fault: 'infrastructure', title: 'The service is stopping' },
} as const satisfies Record<string, RefusalDefinition>;

export type RefusalSlug = keyof typeof refusals;

/** The problem document of a refusal. `detail` says what to mend and never repeats what the caller sent. */
export function refusal(slug: RefusalSlug, detail?: string, errors?: Problem['errors']): Problem {
  const { status, fault, title } = refusals[slug];
  return {
    type: `urn:ena:problem:http:${slug}`,
    title,
    status,
    fault,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}
