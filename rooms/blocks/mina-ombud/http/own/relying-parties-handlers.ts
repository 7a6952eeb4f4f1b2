import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { ActingPerson } from '../../use-cases/actor.ts';
import { addHandler, removeHandler } from '../../use-cases/handlers.ts';
import { type HandlerBody, type HandlerRemovalBody, toFormer, toHandler } from '../../wire/own/handler.ts';
import { renderParty } from '../../wire/own/party.ts';
import { asActing } from './callers.ts';
import { mandateProblem } from './mandates-reply.ts';
import type { Tools } from './tools.ts';

type OfParty<Query = unknown, Body = unknown> = RoomRequest<{ orgnr: string }, Query, Body>;

/** Who keeps the list: a representative of the organisation in the address, or the operator. */
type Keeping = (request: OfParty, tools: Tools, handle: Handle) => Promise<RoomReply>;
type Handle = (acting?: ActingPerson) => Promise<RoomReply>;

export const asRepresentative: Keeping = (request, tools, handle) =>
  asActing(request, tools, request.params.orgnr, handle);

export const asOperator: Keeping = (_request, _tools, handle) => handle();

export function listHandlers(request: OfParty<Page>, tools: Tools, keeping: Keeping): Promise<RoomReply> {
  return keeping(request, tools, async () => {
    const { query, params } = request;
    const all = await tools.store.handlers(params.orgnr);
    const from = pageOffset(query);
    const rows = all.slice(from, from + query.limit).map(renderParty);
    const path = `/mandates/v1/relying-parties/${params.orgnr}/handlers`;
    return { status: 200, body: renderPage(rows, all.length, query, path) };
  });
}

export function addHandlerHandler(
  request: OfParty<unknown, HandlerBody>,
  tools: Tools,
  keeping: Keeping,
): Promise<RoomReply> {
  return keeping(request, tools, async (by) => {
    const { reason = '', ...handler } = request.body;
    const outcome = await addHandler(tools, request.params.orgnr, toHandler(handler), { by, reason });
    switch (outcome.kind) {
      case 'added':
        return { status: 201, body: renderParty(outcome.handler) };
      case 'known':
        return mandateProblem('handler-exists');
      case 'bad-number':
        return mandateProblem('handler-number');
      case 'not-admitted':
        return mandateProblem('not-admitted');
      case 'not-alone':
        return mandateProblem('not-alone');
    }
  });
}

export function removeHandlerHandler(
  request: OfParty<unknown, HandlerRemovalBody>,
  tools: Tools,
  keeping: Keeping,
): Promise<RoomReply> {
  return keeping(request, tools, async (by) => {
    const { reason = '' } = request.body;
    const outcome = await removeHandler(tools, request.params.orgnr, toFormer(request.body), { by, reason });
    return outcome === 'removed' ? { status: 204 } : mandateProblem('unknown-handler');
  });
}
