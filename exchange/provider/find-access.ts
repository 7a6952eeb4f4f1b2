import { decideAccess, type MissingRule, type Operation } from '@ena/kernel/permit/grant.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Service } from '../state/services.ts';
import type { Envelope } from '../wire/envelope.ts';

export interface Access {
  readonly service: Service;
  readonly operation: Operation;
  readonly grant: string;
}

const whatToMend: Record<MissingRule, string> = {
  consumer: 'The provider has granted this organisation or system nothing. Ask the provider for a grant.',
  service: 'The provider has granted this organisation other services, but not this one.',
  validity: 'The grant for this service is not valid now. Ask the provider to renew it.',
  operation: 'The grant covers other operations of this service, but not this method and path.',
  purpose: 'The grant does not cover the purpose that was stated in Ena-Purpose.',
  'legal-basis': 'The grant does not cover the legal basis that was stated in Ena-Legal-Basis.',
};

/**
 * Default deny. An organisation without any grant learns nothing, not even whether the service exists:
 * the grant is asked before the service is looked up.
 */
export function findAccess(
  context: ConnectorContext,
  consumerOrgnr: string,
  envelope: Envelope,
  at: number,
): Result<Access, Refusal> {
  const decision = decideAccess(context.grants.ofOrganisation(consumerOrgnr), {
    organisation: consumerOrgnr,
    system: envelope.system,
    service: envelope.service,
    method: envelope.method,
    path: envelope.path,
    purpose: envelope.purpose,
    legalBasis: envelope.legalBasis,
    at,
  });
  if (decision.kind === 'denied')
    return fail(refuse('grant-missing', whatToMend[decision.missing], decision.missing));
  const service = context.services.find(envelope.service);
  if (!service) return fail(refuse('service-unknown', 'The service is granted but no longer offered.'));
  return ok({ service, operation: decision.operation, grant: decision.grant });
}
