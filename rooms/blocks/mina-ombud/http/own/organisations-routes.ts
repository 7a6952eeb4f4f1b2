import type { Route } from '@ena/kernel/http/route.ts';
import { organisationPage } from '../../wire/own/handler.ts';
import { pageQuery } from '../../wire/own/page.ts';
import { listOrganisationsHandler } from './organisations.ts';
import { reads, recorded, self } from './rules.ts';
import type { Tools } from './tools.ts';

export function organisationRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'listOrganisations',
      method: 'GET',
      path: '/mandates/v1/organisations',
      auth: self,
      limit: reads,
      audit: recorded,
      schema: { query: pageQuery, replies: { 200: organisationPage } },
      summary: 'Lists the organisations that the caller represents or is a case handler of',
      handler: (request) => listOrganisationsHandler(request, tools),
    },
  ];
}
