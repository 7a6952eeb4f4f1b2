import { isUuidv7 } from '@ena/kernel/id.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { subjectForm } from '../consumer/read-statement.ts';
import { readTarget } from '../consumer/read-target.ts';
import { type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';

/** What both organisations sign and keep about one exchange, besides the payload's digest. */
export interface Envelope {
  readonly exchangeId: string;
  readonly consumerOrgnr: string;
  readonly system: string;
  readonly providerOrgnr: string;
  readonly service: string;
  readonly method: string;
  /** Path below the service; without query. */
  readonly path: string;
  /** Empty or begins with `?`. */
  readonly query: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly subject: string | undefined;
  readonly mandate: string | undefined;
  /** What the caller calls its message; only `r1` has it (`X-Road-Id`). */
  readonly messageId: string | undefined;
}

/** The `ena-*` headers of a request, in the order in which they are signed. */
export function envelopeHeaders(envelope: Envelope): Record<string, string> {
  const headers: Record<string, string> = {
    'ena-client': `${envelope.consumerOrgnr}/${envelope.system}`,
    'ena-exchange-id': envelope.exchangeId,
    'ena-legal-basis': envelope.legalBasis,
  };
  if (envelope.mandate !== undefined) headers['ena-mandate'] = envelope.mandate;
  if (envelope.messageId !== undefined) headers['ena-message-id'] = envelope.messageId;
  headers['ena-purpose'] = envelope.purpose;
  headers['ena-service'] = `${envelope.providerOrgnr}/${envelope.service}`;
  if (envelope.subject !== undefined) headers['ena-subject'] = envelope.subject;
  return headers;
}

/** Path and query on the provider's connector. */
export function peerPath(envelope: Envelope): string {
  return `/exchange/${envelope.providerOrgnr}/${envelope.service}${envelope.path}${envelope.query}`;
}

const clientForm = /^([0-9]{10})\/([a-z0-9-]{1,64})$/;

/** Reads an incoming message's envelope. Says nothing about whether it is true: the signature does. */
export function readEnvelope(
  method: string,
  url: string,
  headers: NodeJS.Dict<string | string[]>,
): Result<Envelope, Refusal> {
  const target = readTarget(url);
  if (!target.ok) return target;
  const client = clientForm.exec(single(headers['ena-client']) ?? '');
  const exchangeId = single(headers['ena-exchange-id']) ?? '';
  const purpose = single(headers['ena-purpose']);
  const legalBasis = single(headers['ena-legal-basis']);
  if (!client?.[1] || !client[2])
    return fail(refuse('header-invalid', 'Ena-Client must be {organisation number}/{system}.'));
  if (!isUuidv7(exchangeId))
    return fail(refuse('header-invalid', 'Ena-Exchange-Id must be a UUIDv7 in lower case.'));
  if (!purpose) return fail(refuse('purpose-missing', 'State the purpose in Ena-Purpose.'));
  if (!legalBasis) return fail(refuse('legal-basis-missing', 'State the legal basis in Ena-Legal-Basis.'));
  const subject = single(headers['ena-subject']);
  if (subject !== undefined && !subjectForm.test(subject))
    return fail(refuse('header-invalid', 'Ena-Subject must be ten or twelve digits.'));
  if (single(headers['ena-service']) !== `${target.value.provider}/${target.value.service}`) {
    return fail(refuse('header-invalid', 'Ena-Service must name the organisation and service of the path.'));
  }
  return ok({
    exchangeId,
    consumerOrgnr: client[1],
    system: client[2],
    providerOrgnr: target.value.provider,
    service: target.value.service,
    method,
    path: target.value.path,
    query: target.value.query,
    purpose,
    legalBasis,
    subject,
    mandate: single(headers['ena-mandate']),
    messageId: single(headers['ena-message-id']),
  });
}
