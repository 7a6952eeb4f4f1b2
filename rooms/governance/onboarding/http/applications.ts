import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { swedishTime } from '@ena/kernel/time.ts';
import type { Matter } from '../domain/matter.ts';
import { apply } from '../use-cases/apply.ts';
import { join } from '../use-cases/join.ts';
import { makeJoinToken } from '../use-cases/make-join-token.ts';
import { type Capacity, type Meeting, meet, meetAsSelf, ofKind } from '../use-cases/meet.ts';
import { resubmit } from '../use-cases/resubmit.ts';
import { signAgreement } from '../use-cases/sign-agreement.ts';
import {
  type ApplicationBody,
  type JoinBody,
  type ResubmissionBody,
  renderSignature,
  type SignatureBody,
} from '../wire/application.ts';
import { personOf } from './callers.ts';
import { keyFrom, revisionFrom } from './headers.ts';
import { problemReply } from './problem-reply.ts';
import { matterReplyOf, refusedStep } from './step-reply.ts';
import type { Tools } from './tools.ts';

type ById<Query = unknown, Body = unknown> = RoomRequest<{ id: string }, Query, Body>;

export async function fileApplication(
  request: RoomRequest<unknown, unknown, ApplicationBody>,
  tools: Tools,
): Promise<RoomReply> {
  const key = keyFrom(request.headers);
  if (!key.ok) return key.error;
  const { orgnr, email, entityId } = request.body;
  const wanted = { organisationNumber: orgnr, email, entityId };
  const outcome = await apply(tools, personOf(request), wanted, key.value);
  switch (outcome.kind) {
    case 'made':
      return replyTo(request, outcome.matter, tools, 201);
    case 'repeated':
      return replyTo(request, outcome.matter, tools, 200);
    case 'malformed':
      return problemReply(
        'bad-organisation-number',
        'Check orgnr: the last of its ten digits is a check digit.',
      );
    case 'taken':
      return problemReply(
        'application-exists',
        'Ask the one who applied, a signatory or the operator: one application at a time.',
      );
    case 'key-reused':
      return problemReply('idempotency-key-reused', 'Use a new key for a new application.');
  }
}

export async function resubmitApplication(
  request: ById<unknown, ResubmissionBody>,
  tools: Tools,
): Promise<RoomReply> {
  const revision = revisionFrom(request.headers);
  if (!revision.ok) return revision.error;
  const outcome = await resubmit(tools, personOf(request), request.params.id, revision.value, request.body);
  if (outcome.kind !== 'done') return refusedStep(outcome);
  return replyTo(request, outcome.matter, tools, 200);
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

async function applicationOf(
  request: ById,
  tools: Tools,
  capacity: Capacity,
): Promise<Meeting<'organisation'> | undefined> {
  return ofKind(await meet(tools, request.params.id, personOf(request), capacity), 'organisation');
}

export async function readAgreement(request: ById, tools: Tools): Promise<RoomReply> {
  const meeting = await applicationOf(request, tools, 'self');
  if (meeting === undefined) return refusedStep({ kind: 'unknown' });
  const { agreement, round } = meeting.matter.data;
  if (agreement === undefined) {
    return problemReply('no-agreement', 'Mend what the checks found and submit again.');
  }
  return { status: 200, body: { ...agreement, round } };
}

export async function signHandler(request: ById<unknown, SignatureBody>, tools: Tools): Promise<RoomReply> {
  const outcome = await signAgreement(
    tools,
    personOf(request),
    request.params.id,
    request.body.userSignature,
  );
  switch (outcome.kind) {
    case 'done':
      return replyTo(request, outcome.matter, tools, 201);
    case 'already-signed':
      return problemReply(
        'already-signed',
        'Nothing more is needed of you; read the matter to see who is left.',
      );
    case 'bad-signature':
      return problemReply('signature-refused', outcome.detail);
    default:
      return refusedStep(outcome);
  }
}

export async function listSignatures(
  request: ById<Page>,
  tools: Tools,
  capacity: Capacity,
): Promise<RoomReply> {
  const meeting = await applicationOf(request, tools, capacity);
  if (meeting === undefined) return refusedStep({ kind: 'unknown' });
  const { signatures } = meeting.matter.data;
  const { query } = request;
  const from = pageOffset(query);
  const rows = signatures.slice(from, from + query.limit).map(renderSignature);
  const base = capacity === 'review' ? '/onboarding/v1/review' : '/onboarding/v1';
  const path = `${base}/applications/${meeting.matter.id}/signatures`;
  return { status: 200, body: renderPage(rows, signatures.length, query, path) };
}

/** The artefact as the identity service made it, so that anyone may verify it without us. */
export async function readSignature(
  request: RoomRequest<{ id: string; signature: string }>,
  tools: Tools,
  capacity: Capacity,
): Promise<RoomReply> {
  const meeting = await applicationOf(request, tools, capacity);
  if (meeting === undefined) return refusedStep({ kind: 'unknown' });
  const found = meeting.matter.data.signatures.find(({ id }) => id === request.params.signature);
  if (found === undefined) return problemReply('unknown-signature', 'Read the list of signatures.');
  return {
    status: 200,
    contentType: 'text/plain; charset=utf-8',
    headers: { 'content-disposition': `attachment; filename="${found.id}.txt"` },
    body: found.artefact,
  };
}

export async function joinTokenHandler(request: ById, tools: Tools): Promise<RoomReply> {
  const outcome = await makeJoinToken(tools, personOf(request), request.params.id);
  if (outcome.kind !== 'made') return refusedStep(outcome);
  const { matter, token, expiresAt } = outcome;
  if (matter.kind !== 'organisation') throw new Error('a join token of something else than an application');
  const { organisationName, entityId = '' } = matter.data;
  const orgnr = matter.organisationNumber;
  const command = `ena org add ${orgnr} --name ${JSON.stringify(organisationName)} --entity-id ${entityId} --join-token ${token}`;
  const body = {
    joinToken: token,
    expiresAt: swedishTime(expiresAt),
    orgnr,
    organisationName,
    entityId,
    command,
  };
  return { status: 201, body };
}

export async function joinHandler(
  request: RoomRequest<unknown, unknown, JoinBody>,
  tools: Tools,
): Promise<RoomReply> {
  const { joinToken, entityId, jwks } = request.body;
  const federationKeys = jwks.keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid }));
  const outcome = await join(tools, { token: joinToken, entityId, federationKeys });
  switch (outcome.kind) {
    case 'joined': {
      const { organisationNumber: orgnr, state } = outcome.matter;
      return { status: 201, body: { orgnr, entityId, state } };
    }
    case 'bad-token':
      return problemReply('bad-join-token', 'Have a contact of the organisation fetch a new one.');
    case 'refused':
      return problemReply('join-refused', outcome.detail);
  }
}
