import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { MatterKind } from '../domain/machine.ts';
import { waitingForReview } from '../domain/machines.ts';
import type { Matter } from '../domain/matter.ts';
import { rolesIn } from '../domain/roles.ts';
import type { MatterFilter } from '../store/store.ts';
import { type Capacity, meet, meetAsSelf } from '../use-cases/meet.ts';
import { takeStep } from '../use-cases/take-step.ts';
import type { StepBody } from '../wire/application.ts';
import { renderEntry } from '../wire/history.ts';
import { renderMatter } from '../wire/matter.ts';
import { asCaseHandler, personOf } from './callers.ts';
import { revisionFrom } from './headers.ts';
import { problemReply } from './problem-reply.ts';
import { matterReplyOf, refusedStep } from './step-reply.ts';
import type { Tools } from './tools.ts';

type ById<Query = unknown, Body = unknown> = RoomRequest<{ id: string }, Query, Body>;
type KindPage = Page & { readonly kind?: MatterKind };

const allKinds: readonly MatterKind[] = ['organisation', 'contact', 'service', 'trust-mark'];

export async function listMatters(request: RoomRequest<unknown, KindPage>, tools: Tools): Promise<RoomReply> {
  const { personalNumber } = personOf(request);
  const filter = { kinds: kindsOf(request.query), personalNumber };
  return listed(request.query, '/onboarding/v1/matters', filter, tools, async (matter) => {
    const held = await tools.store.contactRoles(matter.organisationNumber, personalNumber);
    return renderMatter(matter, rolesIn(matter, personalNumber, held));
  });
}

export async function listOrganisationMatters(
  request: RoomRequest<{ orgnr: string }, KindPage>,
  tools: Tools,
): Promise<RoomReply> {
  const { personalNumber } = personOf(request);
  const { orgnr } = request.params;
  const held = await tools.store.contactRoles(orgnr, personalNumber);
  if (held.length === 0)
    return problemReply('unknown-organisation', 'An administrative contact can invite you.');
  const path = `/onboarding/v1/organisations/${orgnr}/matters`;
  const filter = { kinds: kindsOf(request.query), organisationNumber: orgnr };
  return listed(request.query, path, filter, tools, async (matter) =>
    renderMatter(matter, rolesIn(matter, personalNumber, held)),
  );
}

/** What waits for a case handler, or all matters of one organisation. */
export function listQueue(
  request: RoomRequest<unknown, KindPage & { readonly orgnr?: string }>,
  tools: Tools,
): Promise<RoomReply> {
  return asCaseHandler(request, tools, () => {
    const { orgnr } = request.query;
    const which = orgnr === undefined ? { states: waitingForReview } : { organisationNumber: orgnr };
    const filter = { kinds: kindsOf(request.query), ...which };
    return listed(request.query, '/onboarding/v1/review/matters', filter, tools, async (matter) =>
      renderMatter(matter, ['case-handler']),
    );
  });
}

function kindsOf({ kind }: KindPage): readonly MatterKind[] {
  return kind === undefined ? allKinds : [kind];
}

async function listed(
  page: KindPage & { readonly orgnr?: string },
  path: string,
  filter: MatterFilter,
  { store }: Tools,
  render: (matter: Matter) => Promise<unknown>,
): Promise<RoomReply> {
  const { items, total } = await store.list(filter, { offset: pageOffset(page), limit: page.limit });
  const rows = await Promise.all(items.map(render));
  const { kind, orgnr } = page;
  const filters = { ...(kind !== undefined && { kind }), ...(orgnr !== undefined && { orgnr }) };
  return { status: 200, body: renderPage(rows, total, page, path, filters) };
}

export async function readMatter(request: ById, tools: Tools, capacity: Capacity): Promise<RoomReply> {
  const meeting = await meet(tools, request.params.id, personOf(request), capacity);
  if (meeting === undefined) return refusedStep({ kind: 'unknown' });
  return matterReplyOf(meeting.matter as Matter, meeting.roles);
}

export async function readHistory(request: ById<Page>, tools: Tools, capacity: Capacity): Promise<RoomReply> {
  const { id } = request.params;
  if ((await meet(tools, id, personOf(request), capacity)) === undefined)
    return refusedStep({ kind: 'unknown' });
  const { query } = request;
  const { items, total } = await tools.store.history(id, { offset: pageOffset(query), limit: query.limit });
  const base = capacity === 'review' ? '/onboarding/v1/review/matters' : '/onboarding/v1/matters';
  return { status: 200, body: renderPage(items.map(renderEntry), total, query, `${base}/${id}/history`) };
}

export async function stepHandler(
  request: ById<unknown, StepBody>,
  tools: Tools,
  capacity: Capacity,
): Promise<RoomReply> {
  const revision = revisionFrom(request.headers);
  if (!revision.ok) return revision.error;
  const person = personOf(request);
  const { step, reason = '', mend = [] } = request.body;
  const asked = { step, reason, mend };
  const outcome = await takeStep(tools, person, capacity, request.params.id, revision.value, asked);
  if (outcome.kind !== 'done') return refusedStep(outcome);
  const roles =
    capacity === 'review'
      ? (['case-handler'] as const)
      : ((await meetAsSelf(tools, outcome.matter, person))?.roles ?? []);
  return matterReplyOf(outcome.matter, roles);
}
