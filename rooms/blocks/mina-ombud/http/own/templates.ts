import { type Page, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import {
  ownTemplates,
  publishedTemplates,
  readTemplate,
  relyingParties,
} from '../../use-cases/templates/read-templates.ts';
import { renderRelyingParty } from '../../wire/own/template.ts';
import { callerOf } from './callers.ts';
import { asHandler, type OfParty } from './templates-keepers.ts';
import { pageReply, sliceOf, templateReply, unknownTemplate } from './templates-reply.ts';
import type { Tools } from './tools.ts';

export async function listRelyingParties(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const { items, total } = await relyingParties(tools, sliceOf(query));
  const rows = items.map(renderRelyingParty);
  return { status: 200, body: renderPage(rows, total, query, '/mandates/v1/relying-parties') };
}

export async function listTemplates(
  request: RoomRequest<unknown, Page & { relyingParty?: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const { relyingParty } = query;
  const found = await publishedTemplates(tools, relyingParty, sliceOf(query));
  return pageReply(found, query, '/mandates/v1/templates', false, { relyingParty });
}

export async function listOwnTemplates(request: OfParty<object, Page>, tools: Tools): Promise<RoomReply> {
  const { query, params } = request;
  return asHandler(request, tools, async (keeper) =>
    pageReply(
      await ownTemplates(tools, keeper, sliceOf(query)),
      query,
      `/mandates/v1/relying-parties/${params.orgnr}/templates`,
      true,
    ),
  );
}

export async function listNationalTemplates(
  request: RoomRequest<unknown, Page>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const found = await ownTemplates(tools, { kind: 'operator' }, sliceOf(query));
  return pageReply(found, query, '/mandates/v1/national-templates', true);
}

export async function readTemplateHandler(
  request: RoomRequest<{ id: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const template = await readTemplate(tools, callerOf(request), request.params.id);
  if (template === undefined) return unknownTemplate();
  return templateReply(template, false);
}
