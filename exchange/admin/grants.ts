import { pageOffset, parsePage, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import type { Grant } from '@ena/kernel/permit/grant.ts';
import { isPathTemplate } from '@ena/kernel/permit/path-template.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { adminProblem } from './problems.ts';
import type { GrantInput } from './schemas.ts';
import type { AdminTools } from './tools.ts';

export async function listGrants(request: RoomRequest, { grants }: AdminTools): Promise<RoomReply> {
  const page = parsePage(request.query);
  if ('wrong' in page) return adminProblem('not-found', page.wrong);
  const all = grants.all();
  return {
    status: 200,
    body: renderPage(
      all.slice(pageOffset(page), pageOffset(page) + page.limit).map(render),
      all.length,
      page,
      '/admin/v1/grants',
    ),
  };
}

/** Effective with the next message. */
export async function addGrant(
  request: RoomRequest<unknown, unknown, GrantInput>,
  { grants, services, clock }: AdminTools,
): Promise<RoomReply> {
  const input = request.body;
  const now = clock.now();
  const validFrom = input.validFrom === undefined ? now : Date.parse(input.validFrom);
  const validTo = input.validTo === undefined ? undefined : Date.parse(input.validTo);
  if (!isOrganisationNumber(input.consumer.slice(0, 10)))
    return adminProblem('bad-organisation-number', 'Check the ten digits of consumer.');
  if (!services.find(input.service))
    return adminProblem('service-not-offered', 'Register the service first; see GET /admin/v1/services.');
  if (input.operations.some(({ path }) => !isPathTemplate(path)))
    return adminProblem(
      'bad-path-template',
      'Write a path as /literal/{name}, with {rest...} only at the end.',
    );
  if (validTo !== undefined && validTo <= validFrom)
    return adminProblem('bad-period', 'validTo must be later than validFrom.');
  const grant: Grant = {
    id: prefixedId('grant', now),
    consumer: input.consumer,
    service: input.service,
    operations: input.operations,
    purposes: input.purposes,
    legalBasis: input.legalBasis,
    validFrom,
    validTo,
    agreement: input.agreement,
  };
  grants.add(grant, now);
  return { status: 201, headers: { location: `/admin/v1/grants/${grant.id}` }, body: render(grant) };
}

export async function revokeGrant(
  request: RoomRequest<{ id: string }>,
  { grants }: AdminTools,
): Promise<RoomReply> {
  return grants.remove(request.params.id)
    ? { status: 204 }
    : adminProblem('not-found', 'No grant has this id; see GET /admin/v1/grants.');
}

function render({
  id,
  consumer,
  service,
  operations,
  purposes,
  legalBasis,
  validFrom,
  validTo,
  agreement,
}: Grant) {
  return {
    id,
    consumer,
    service,
    operations,
    purposes,
    legalBasis,
    validFrom: rfc3339(validFrom),
    ...(validTo === undefined ? {} : { validTo: rfc3339(validTo) }),
    agreement,
  };
}
