import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import { pageOffset, parsePage, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { System } from '../state/systems.ts';
import { adminProblem } from './problems.ts';
import type { SystemInput } from './schemas.ts';
import type { AdminTools } from './tools.ts';

export async function listSystems(request: RoomRequest, { systems }: AdminTools): Promise<RoomReply> {
  const page = parsePage(request.query);
  if ('wrong' in page) return adminProblem('not-found', page.wrong);
  const all = systems.all();
  return {
    status: 200,
    body: renderPage(
      all.slice(pageOffset(page), pageOffset(page) + page.limit).map(render),
      all.length,
      page,
      '/admin/v1/systems',
    ),
  };
}

/** Registers or replaces. A key is made here, answered this once, and kept only as a hash. */
export async function saveSystem(
  request: RoomRequest<unknown, unknown, SystemInput>,
  { systems, clock }: AdminTools,
): Promise<RoomReply> {
  const input = request.body;
  if (input.auth === 'mtls' && input.pin === undefined)
    return adminProblem(
      'pin-missing',
      'Send pin: base64url(sha256(SubjectPublicKeyInfo)) of the certificate.',
    );
  const key = input.auth === 'key' ? newSecret() : undefined;
  const system: System = {
    name: input.name,
    auth: input.auth,
    keyHash: key === undefined ? undefined : hashSecret(key),
    pin: input.auth === 'mtls' ? input.pin : undefined,
    defaultPurpose: input.defaultPurpose,
    defaultLegalBasis: input.defaultLegalBasis,
  };
  systems.save(system, clock.now());
  return {
    status: 201,
    headers: { location: `/admin/v1/systems/${system.name}` },
    body: { ...render(system), ...(key === undefined ? {} : { key }) },
  };
}

export async function removeSystem(
  request: RoomRequest<{ name: string }>,
  { systems }: AdminTools,
): Promise<RoomReply> {
  return systems.remove(request.params.name)
    ? { status: 204 }
    : adminProblem('not-found', 'No system has this name; see GET /admin/v1/systems.');
}

function render({ name, auth, pin, defaultPurpose, defaultLegalBasis }: System) {
  return {
    name,
    auth,
    ...(pin === undefined ? {} : { pin }),
    ...(defaultPurpose === undefined ? {} : { defaultPurpose }),
    ...(defaultLegalBasis === undefined ? {} : { defaultLegalBasis }),
  };
}
