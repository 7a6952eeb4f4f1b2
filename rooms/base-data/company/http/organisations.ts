import type { Route } from '@ena/kernel/http/route.ts';
import { readOrganisations } from '../use-cases/read-organisations.ts';
import { parseOrganisationerBegaran } from '../wire/organisationer-begaran.ts';
import { renderOrganisationerSvar } from '../wire/organisationer-svar.ts';
import { identityErrors } from './identity-errors.ts';
import { refuse } from './refuse.ts';
import type { CompanyHttp } from './routes.ts';

export function organisations({ sources, config, clock }: CompanyHttp): Route['handler'] {
  return async ({ body, requestId }) => {
    const identity = parseOrganisationerBegaran(body);
    if (!identity.ok) return refuse(identityErrors[identity.error], requestId, clock);
    const { records } = await readOrganisations(sources, identity.value, config.sourceDeadlineMs);
    return { status: 200, body: renderOrganisationerSvar(records) };
  };
}
