import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type CaseError, caseErrors } from '../../errors.ts';

/** A problem document from the catalogue. */
export function problemReply(slug: CaseError, errors?: Problem['errors']): RoomReply {
  const { status, fault, title, mend } = caseErrors[slug];
  const problem: Problem = {
    type: `urn:ena:problem:mina-arenden:${slug}`,
    title,
    status,
    detail: mend,
    fault,
    ...(errors !== undefined && { errors }),
  };
  return { status, contentType: problemContentType, body: problem };
}
