import { parseOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isUnambiguousPath } from '@ena/kernel/permit/path-template.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { Target } from './call.ts';
import { visible } from './read-statement.ts';
import { isPlainQuery } from './read-target.ts';

/** A target in X-Road's words, with the identifiers that the answer repeats. */
export interface XRoadTarget extends Target {
  readonly client: string;
  readonly clientOrgnr: string;
  readonly clientSubsystem: string | undefined;
  /** `INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE` */
  readonly serviceId: string;
  readonly messageId: string | undefined;
}

/**
 * X-Road Message Protocol for REST 4.1: `/r1/{instance}/{class}/{member}/{subsystem}/{service}/{path}`.
 * The member code is the organisation number, the service code the service id; instance, class and
 * subsystem are repeated in the answer and decide nothing here.
 */
export function readXRoadTarget(
  url: string,
  headers: NodeJS.Dict<string | string[]>,
): Result<XRoadTarget, Refusal> {
  const [whole = '', query] = split(url, '?');
  const parts = whole.split('/').slice(2);
  const names = parts.slice(0, 5).map(decode);
  const [instance, memberClass, member, subsystem, service] = names;
  if (!instance || !memberClass || !member || !subsystem || !service) {
    return fail(
      refuse('target-malformed', 'Call /r1/{instance}/{class}/{member}/{subsystem}/{service}/{path}.'),
    );
  }
  const provider = parseOrganisationNumber(member);
  if (!provider) return fail(refuse('target-malformed', 'The member code is not an organisation number.'));
  if (!/^[a-z0-9-]{1,64}$/.test(service))
    return fail(
      refuse('service-unknown', 'The service code is not the id of a service: a–z, 0–9 and hyphens.'),
    );
  const path = `/${parts.slice(5).join('/')}`;
  if (!isUnambiguousPath(path))
    return fail(
      refuse(
        'target-malformed',
        'The path holds an empty or dot segment, an encoded slash, or a character that must be percent-encoded.',
      ),
    );
  if (!isPlainQuery(query ?? ''))
    return fail(refuse('target-malformed', 'The query holds a character that must be percent-encoded.'));
  const client = readClient(single(headers['x-road-client']));
  if (!client.ok) return client;
  const messageId = single(headers['x-road-id']);
  if (messageId !== undefined && !visible.test(messageId))
    return fail(refuse('header-invalid', 'X-Road-Id must be 1–200 printable ASCII characters.'));
  return ok({
    provider,
    service,
    path,
    query: query === undefined ? '' : `?${query}`,
    ...client.value,
    serviceId: parts.slice(0, 5).join('/'),
    messageId,
  });
}

function readClient(
  header: string | undefined,
): Result<Pick<XRoadTarget, 'client' | 'clientOrgnr' | 'clientSubsystem'>, Refusal> {
  const [instance, memberClass, member, subsystem, extra] = (header ?? '').split('/').map(decode);
  const clientOrgnr = member ? parseOrganisationNumber(member) : undefined;
  if (!header || !instance || !memberClass || !clientOrgnr || extra !== undefined) {
    return fail(
      refuse(
        'header-invalid',
        'X-Road-Client must be {instance}/{class}/{member}/{subsystem}, with an organisation number as member.',
      ),
    );
  }
  return ok({ client: header, clientOrgnr, clientSubsystem: subsystem });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
