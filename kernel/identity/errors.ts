import type { Problem } from '../http/problem.ts';

/** Every way in which the table of clients refuses. `type` on the wire is `urn:ena:problem:identity:<slug>`. */
const problems = {
  'client-exists': { status: 409, title: 'There is a client with that id' },
  'client-unknown': { status: 404, title: 'There is no client with that id' },
  'scope-unknown': { status: 422, title: 'A scope is asked for that nothing here needs' },
} as const;

/** `detail` says what to mend. */
export function identityProblem(slug: keyof typeof problems, detail: string): Problem {
  return { type: `urn:ena:problem:identity:${slug}`, ...problems[slug], fault: 'caller', detail };
}
