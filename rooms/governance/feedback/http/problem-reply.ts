import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type FeedbackError, feedbackErrors } from '../errors.ts';

/** A problem document from the catalogue. `detail` says what to mend. */
export function problemReply(slug: FeedbackError, detail: string): RoomReply {
  const { status, fault, title } = feedbackErrors[slug];
  const problem: Problem = { type: `urn:ena:problem:feedback:${slug}`, title, status, detail, fault };
  return { status, contentType: problemContentType, body: problem };
}
