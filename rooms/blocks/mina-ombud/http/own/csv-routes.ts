import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { importReply } from '../../wire/own/csv.ts';
import { byOrganisation } from '../../wire/own/page.ts';
import { exportHandler, importHandler } from './csv.ts';
import { recorded, self } from './rules.ts';
import type { Tools } from './tools.ts';

/** An organisation's lists, out of and into a spreadsheet. */
export function csvRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'exportMandates',
      method: 'GET',
      path: '/mandates/v1/organisations/:orgnr/mandates.csv',
      limit: { bodyBytes: 0, perMinute: 10 },
      schema: { params: byOrganisation },
      summary: 'Downloads every mandate that the organisation has given, as CSV',
      handler: (request) => exportHandler(request, tools),
    },
    {
      ...row,
      operation: 'importProposals',
      method: 'POST',
      path: '/mandates/v1/organisations/:orgnr/imports',
      limit: { bodyBytes: 1_048_576, perMinute: 10 },
      consumes: ['text/csv'],
      schema: {
        params: byOrganisation,
        body: Type.String({ minLength: 1, description: 'CSV med rubrikrad, i UTF-8.' }),
        replies: { 200: importReply },
      },
      summary: 'Makes a draft of each row of a CSV file; tells of every row what became of it',
      handler: (request) => importHandler(request, tools),
    },
  ];
}
