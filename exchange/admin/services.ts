import { pageOffset, parsePage, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { isPathTemplate } from '@ena/kernel/permit/path-template.ts';
import type { Service } from '../state/services.ts';
import { adminProblem } from './problems.ts';
import type { ServiceInput } from './schemas.ts';
import type { AdminTools } from './tools.ts';

const defaultTimeoutMs = 20_000;

export async function listServices(request: RoomRequest, { services }: AdminTools): Promise<RoomReply> {
  const page = parsePage(request.query);
  if ('wrong' in page) return adminProblem('not-found', page.wrong);
  const all = services.all();
  return {
    status: 200,
    body: renderPage(
      all.slice(pageOffset(page), pageOffset(page) + page.limit).map(render),
      all.length,
      page,
      '/admin/v1/services',
    ),
  };
}

/** Registers or replaces a service, and publishes it in the entity configuration. Nobody may use it before a grant. */
export async function saveService(
  request: RoomRequest<unknown, unknown, ServiceInput>,
  { services, clock, republish }: AdminTools,
): Promise<RoomReply> {
  const input = request.body;
  const wrong = input.operations.find(({ path }) => !isPathTemplate(path));
  if (wrong)
    return adminProblem(
      'bad-path-template',
      'Write a path as /literal/{name}, with {rest...} only at the end.',
    );
  const service: Service = {
    id: input.id,
    title: input.title,
    url: input.url.replace(/\/$/, ''),
    operations: input.operations,
    upstream: input.upstream,
    timeoutMs: input.timeoutMs ?? defaultTimeoutMs,
    ...(input.mandate && { mandate: input.mandate }),
  };
  services.save(service, clock.now());
  const published = await republish();
  return {
    status: 201,
    headers: { location: `/admin/v1/services/${service.id}` },
    body: { ...render(service), published },
  };
}

/** A service with grants is kept: taking it away would break an agreement without telling anyone. */
export async function removeService(
  request: RoomRequest<{ id: string }>,
  { services, grants, republish }: AdminTools,
): Promise<RoomReply> {
  const { id } = request.params;
  if (grants.all().some((grant) => grant.service === id))
    return adminProblem('service-in-use', 'Revoke its grants first; see GET /admin/v1/grants.');
  if (!services.remove(id))
    return adminProblem('not-found', 'No service has this id; see GET /admin/v1/services.');
  await republish();
  return { status: 204 };
}

function render({ upstream, ...service }: Service) {
  return { ...service, ...(upstream === undefined ? {} : { upstream }) };
}
