import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { veiledMandate } from '../../domain/protected-identity.ts';
import { type Standing, standingOn } from '../../domain/standing.ts';
import { type ActingPerson, partyOf } from '../../use-cases/actor.ts';
import { entriesShown, hiddenFrom, mandatesShown } from '../../use-cases/hidden-persons.ts';
import { endMandate } from '../../use-cases/mandates/end-mandate.ts';
import { listMandates } from '../../use-cases/mandates/list-mandates.ts';
import { type SeenMandate, seeFound } from '../../use-cases/mandates/parts.ts';
import { readHistory, readMandate, readSignature, readText } from '../../use-cases/mandates/read-mandate.ts';
import { readTree, type TreeNode } from '../../use-cases/mandates/read-tree.ts';
import type { EndingBody } from '../../wire/own/ending.ts';
import { renderEntry } from '../../wire/own/mandate-history.ts';
import { renderNode } from '../../wire/own/mandate-tree.ts';
import { asActing } from './callers.ts';
import { revisionFrom } from './headers.ts';
import {
  mandateNotFound,
  mandateProblem,
  mandateReplyOf,
  refusedEnding,
  renderSeen,
} from './mandates-reply.ts';
import type { Tools } from './tools.ts';

interface For {
  readonly for?: string;
}
type ById<Query = For, Body = unknown> = RoomRequest<{ id: string }, Query, Body>;
type ListQuery = Page & For & { readonly as: 'grantor' | 'holder'; readonly standing: Standing };

export function listMandatesHandler(
  request: RoomRequest<unknown, ListQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const { as, standing, for: orgnr } = query;
  return asActing(request, tools, orgnr, async (acting) => {
    const slice = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await listMandates(tools, partyOf(acting), as, standing, slice);
    const seen = await Promise.all(items.map((found) => seeFound(tools.store, acting, found)));
    const rows = (await mandatesShown(tools, acting, seen)).map((one) => renderSeen(one, tools));
    const filters = { as, standing, for: orgnr };
    return { status: 200, body: renderPage(rows, total, query, '/mandates/v1/mandates', filters) };
  });
}

export function readMandateHandler(request: ById, tools: Tools): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const seen = await readMandate(tools, acting, request.params.id, request.requestId);
    return seen === undefined ? mandateNotFound() : shown(seen, acting, tools);
  });
}

async function shown(seen: SeenMandate, acting: ActingPerson, tools: Tools): Promise<RoomReply> {
  const [one = seen] = await mandatesShown(tools, acting, [seen]);
  return mandateReplyOf(one, tools);
}

export function endMandateHandler(
  request: ById<For, EndingBody>,
  tools: Tools,
  step: 'revoke' | 'return',
): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return mandateProblem(revision.error);
    const { reason = '' } = request.body;
    const { id } = request.params;
    const outcome = await endMandate(tools, acting, { id, step, revision: revision.value, reason });
    return outcome.kind === 'ended' ? shown(outcome.seen, acting, tools) : refusedEnding(outcome);
  });
}

export function readHistoryHandler(request: ById<Page & For>, tools: Tools): Promise<RoomReply> {
  const { query, params } = request;
  return asActing(request, tools, query.for, async (acting) => {
    const history = await readHistory(tools, acting, params.id, request.requestId);
    if (history === undefined) return mandateNotFound();
    const from = pageOffset(query);
    const page = history.entries.slice(from, from + query.limit);
    const entries = await entriesShown(tools, acting, page);
    const rows = entries.map((entry) => renderEntry(entry, history.relyingParty));
    const path = `/mandates/v1/mandates/${params.id}/history`;
    return { status: 200, body: renderPage(rows, history.entries.length, query, path, { for: query.for }) };
  });
}

export function readTreeHandler(request: ById, tools: Tools): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const tree = await readTree(tools, acting, request.params.id, request.requestId);
    if (tree === undefined) return mandateNotFound();
    const day = swedishDate(tools.clock.now());
    const holders = [...tree.above, ...tree.below].flatMap(({ mandate }) => mandate.holders);
    const hidden = await hiddenFrom(tools, acting, holders);
    const render = ({ mandate, mayRead }: TreeNode) =>
      renderNode({ mandate: veiledMandate(mandate, hidden), mayRead, standing: standingOn(mandate, day) });
    return { status: 200, body: { above: tree.above.map(render), below: tree.below.map(render) } };
  });
}

export function readSignatureHandler(
  request: RoomRequest<{ id: string; hash: string }, For>,
  tools: Tools,
): Promise<RoomReply> {
  const { params, requestId } = request;
  return asActing(request, tools, request.query.for, async (acting) => {
    const artefact = await readSignature(tools, acting, params, requestId);
    if (artefact === undefined) return mandateProblem('artefact-not-found');
    return {
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      headers: { 'content-disposition': `attachment; filename="${params.hash.slice(0, 16)}.txt"` },
      body: artefact,
    };
  });
}

export function readTextHandler(request: ById, tools: Tools): Promise<RoomReply> {
  const { params, requestId } = request;
  return asActing(request, tools, request.query.for, async (acting) => {
    const text = await readText(tools, acting, params.id, requestId);
    if (text === undefined) return mandateProblem('text-not-found');
    const headers = {
      'content-disposition': `attachment; filename="${params.id}.txt"`,
      'cache-control': 'no-store',
    };
    return { status: 200, contentType: 'text/plain; charset=utf-8', headers, body: text };
  });
}
