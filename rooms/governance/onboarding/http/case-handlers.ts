import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { swedishTime } from '@ena/kernel/time.ts';
import type { CaseHandler } from '../store/store.ts';
import { addCaseHandler } from '../use-cases/add-case-handler.ts';
import { assessRequirement } from '../use-cases/assess-requirement.ts';
import type { CaseHandlerBody } from '../wire/contact.ts';
import type { AssessmentBody } from '../wire/trust-mark.ts';
import { asCaseHandler } from './callers.ts';
import { revisionFrom } from './headers.ts';
import { problemReply } from './problem-reply.ts';
import { matterReplyOf, refusedStep } from './step-reply.ts';
import type { Tools } from './tools.ts';

export async function addCaseHandlerHandler(
  request: RoomRequest<unknown, unknown, CaseHandlerBody>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await addCaseHandler(tools, request.body);
  if (outcome.kind === 'added') return { status: 201, body: render(outcome.handler) };
  return problemReply('case-handler-exists', 'The list of case handlers has the id.');
}

export async function listCaseHandlers(
  { query }: RoomRequest<unknown, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.caseHandlers({ offset: pageOffset(query), limit: query.limit });
  return { status: 200, body: renderPage(items.map(render), total, query, '/onboarding/v1/case-handlers') };
}

export async function removeCaseHandler(
  { params }: RoomRequest<{ id: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  if (await store.removeCaseHandler(params.id)) return { status: 204 };
  return problemReply('unknown-case-handler', 'The list of case handlers has the ids.');
}

/** Without the personal number: it is told to nobody. */
function render({ id, name, addedAt }: CaseHandler) {
  return { id, name, addedAt: swedishTime(addedAt) };
}

export function assessHandler(
  request: RoomRequest<{ id: string }, unknown, AssessmentBody>,
  tools: Tools,
): Promise<RoomReply> {
  return asCaseHandler(request, tools, async (person) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return revision.error;
    const { id } = request.params;
    const outcome = await assessRequirement(tools, person, id, revision.value, request.body);
    switch (outcome.kind) {
      case 'done':
        return matterReplyOf(outcome.matter, ['case-handler']);
      case 'unknown-requirement':
        return problemReply('unknown-requirement', 'Read the matter: `trustMark.requirements` lists them.');
      case 'evidence-refused':
        return problemReply('evidence-refused', outcome.detail);
      default:
        return refusedStep(outcome);
    }
  });
}
