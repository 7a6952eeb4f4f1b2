import type { Route } from '@ena/kernel/http/route.ts';
import { listDocuments } from '../use-cases/list-documents.ts';
import { renderDokumentlistaSvar } from '../wire/dokumentlista-svar.ts';
import { parseOrganisationerBegaran } from '../wire/organisationer-begaran.ts';
import { identityErrors } from './identity-errors.ts';
import { refuse } from './refuse.ts';
import type { CompanyHttp } from './routes.ts';

export function documentList({ store, clock }: CompanyHttp): Route['handler'] {
  return async ({ body, requestId }) => {
    const identity = parseOrganisationerBegaran(body);
    if (!identity.ok) return refuse(identityErrors[identity.error], requestId, clock);
    const { documents } = await listDocuments(store, identity.value);
    return { status: 200, body: renderDokumentlistaSvar(documents) };
  };
}
