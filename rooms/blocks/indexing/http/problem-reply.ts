import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type IndexingError, indexingErrors } from '../errors.ts';

/** A problem document from the catalogue. `detail` says what to mend. */
export function problemReply(slug: IndexingError, detail: string): RoomReply {
  const { status, fault, title } = indexingErrors[slug];
  const problem: Problem = { type: `urn:ena:problem:indexing:${slug}`, title, status, detail, fault };
  return { status, contentType: problemContentType, body: problem };
}
