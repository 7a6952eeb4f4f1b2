import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Matter } from '../domain/matter.ts';
import { answerInvitation } from '../use-cases/answer-invitation.ts';
import { applyForMark } from '../use-cases/apply-for-mark.ts';
import { inviteContact } from '../use-cases/invite-contact.ts';
import { type Capacity, meetAsSelf } from '../use-cases/meet.ts';
import { registerService, saveService } from '../use-cases/register-service.ts';
import type { InvitationAnswerBody, InvitationBody } from '../wire/contact.ts';
import { renderMatter } from '../wire/matter.ts';
import type { ServiceBody, ServiceDraftBody } from '../wire/service.ts';
import type { MarkApplicationBody } from '../wire/trust-mark.ts';
import { asCaseHandler, personOf } from './callers.ts';
import { keyFrom, revisionFrom } from './headers.ts';
import { problemReply } from './problem-reply.ts';
import { matterReplyOf, refusedStep } from './step-reply.ts';
import type { Tools } from './tools.ts';

type ByNumber<Body> = RoomRequest<{ orgnr: string }, unknown, Body>;

/** The organisations that the person acts for: what a portal offers under "acting for". */
export async function listOrganisations(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const slice = { offset: pageOffset(query), limit: query.limit };
  const { items, total } = await tools.store.organisationsOf(personOf(request).personalNumber, slice);
  const rows = await Promise.all(
    items.map(async ({ organisationNumber: orgnr, roles }) => {
      const found = await tools.store.applicationOf(orgnr);
      const applied = found?.kind === 'organisation' ? found.data.organisationName : undefined;
      const organisationName = applied ?? (await registeredName(orgnr, tools)) ?? orgnr;
      const place = found && { application: found.id, state: found.state };
      return { orgnr, organisationName, roles: [...roles], ...place };
    }),
  );
  return { status: 200, body: renderPage(rows, total, query, '/onboarding/v1/organisations') };
}

/** Of an organisation that came in without an application: the operator registered it. */
async function registeredName(orgnr: string, { baseData }: Tools): Promise<string | undefined> {
  const answer = await baseData.find(orgnr);
  return answer.kind === 'found' ? answer.name : undefined;
}

export async function inviteHandler(
  request: ByNumber<InvitationBody>,
  tools: Tools,
  capacity: Capacity,
): Promise<RoomReply> {
  const key = keyFrom(request.headers);
  if (!key.ok) return key.error;
  const { personalNumber: wanted, ...about } = request.body;
  const invitation = { ...about, organisationNumber: request.params.orgnr, ...(wanted && { wanted }) };
  const person = personOf(request);
  const outcome = await inviteContact(tools, person, capacity, invitation, key.value);
  const role = capacity === 'self' ? 'administrative' : 'case-handler';
  switch (outcome.kind) {
    case 'made':
      return { status: 201, body: { contact: renderMatter(outcome.matter, [role]), code: outcome.code } };
    case 'repeated':
      return { status: 200, body: { contact: renderMatter(outcome.matter, [role]) } };
    case 'unknown':
      return problemReply('unknown-organisation', 'An administrative contact can invite you.');
    case 'not-administrative':
      return problemReply('wrong-role', 'Administrative contacts invite others.');
    case 'key-reused':
      return problemReply('idempotency-key-reused', 'Use a new key for a new invitation.');
  }
}

export function inviteForReview(request: ByNumber<InvitationBody>, tools: Tools): Promise<RoomReply> {
  return asCaseHandler(request, tools, () => inviteHandler(request, tools, 'review'));
}

export async function answerHandler(
  request: RoomRequest<unknown, unknown, InvitationAnswerBody>,
  tools: Tools,
): Promise<RoomReply> {
  const { code, answer } = request.body;
  const outcome = await answerInvitation(tools, personOf(request), code, answer);
  switch (outcome.kind) {
    case 'done':
      return replyTo(request, outcome.matter, tools, 200);
    case 'bad-code':
      return problemReply('bad-invitation', 'Check the code, or ask for a new invitation.');
    case 'expired':
      return problemReply('invitation-expired', 'Ask an administrative contact for a new invitation.');
    default:
      return refusedStep(outcome);
  }
}

export async function registerServiceHandler(
  request: ByNumber<ServiceBody>,
  tools: Tools,
): Promise<RoomReply> {
  const key = keyFrom(request.headers);
  if (!key.ok) return key.error;
  const { title, name, entityType, metadata } = request.body;
  const wanted = { organisationNumber: request.params.orgnr, title, name, entityType, metadata };
  const outcome = await registerService(tools, personOf(request), wanted, key.value);
  if (outcome.kind === 'made') return replyTo(request, outcome.matter, tools, 201);
  if (outcome.kind === 'repeated') return replyTo(request, outcome.matter, tools, 200);
  return refusedStart(outcome.kind, 'Technical contacts and agents register services.');
}

export async function saveServiceHandler(
  request: RoomRequest<{ id: string }, unknown, ServiceDraftBody>,
  tools: Tools,
): Promise<RoomReply> {
  const revision = revisionFrom(request.headers);
  if (!revision.ok) return revision.error;
  const person = personOf(request);
  const outcome = await saveService(tools, person, request.params.id, revision.value, request.body);
  return outcome.kind === 'done' ? replyTo(request, outcome.matter, tools, 200) : refusedStep(outcome);
}

export async function applyForMarkHandler(
  request: ByNumber<MarkApplicationBody>,
  tools: Tools,
): Promise<RoomReply> {
  const key = keyFrom(request.headers);
  if (!key.ok) return key.error;
  const { type, service } = request.body;
  const wanted = { organisationNumber: request.params.orgnr, type, service };
  const outcome = await applyForMark(tools, personOf(request), wanted, key.value);
  if (outcome.kind === 'made') return replyTo(request, outcome.matter, tools, 201);
  if (outcome.kind === 'repeated') return replyTo(request, outcome.matter, tools, 200);
  return refusedStart(outcome.kind, 'Administrative and technical contacts apply for marks.');
}

/** Why a service or a mark could not be begun. */
function refusedStart(
  kind: 'unknown' | 'not-technical' | 'not-entitled' | 'not-a-member' | 'unknown-type' | 'key-reused',
  whose: string,
): RoomReply {
  switch (kind) {
    case 'unknown':
      return problemReply('unknown-organisation', 'An administrative contact can invite you.');
    case 'not-technical':
    case 'not-entitled':
      return problemReply('wrong-role', whose);
    case 'not-a-member':
      return problemReply('not-a-member', 'Let the connector join first, and publish the service it is for.');
    case 'unknown-type':
      return problemReply('unknown-trust-mark', 'The trust framework lists the types that are issued.');
    case 'key-reused':
      return problemReply('idempotency-key-reused', 'Use a new key for something new.');
  }
}

async function replyTo(
  request: Pick<RoomRequest, 'caller'>,
  matter: Matter,
  tools: Tools,
  status: number,
): Promise<RoomReply> {
  const meeting = await meetAsSelf(tools, matter, personOf(request));
  return matterReplyOf(matter, meeting?.roles ?? [], status);
}
