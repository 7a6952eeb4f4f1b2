import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type PersonError, personErrors } from '../errors.ts';

/** A problem document from the catalogue. `detail` says what to mend, and never repeats a number. */
export function problemReply(slug: PersonError, detail: string, pointer?: string): RoomReply {
  const { status, fault, title } = personErrors[slug];
  const problem: Problem = {
    type: `urn:ena:problem:person:${slug}`,
    title,
    status,
    detail,
    fault,
    ...(pointer !== undefined && { errors: [{ pointer, detail }] }),
  };
  return { status, contentType: problemContentType, body: problem };
}
