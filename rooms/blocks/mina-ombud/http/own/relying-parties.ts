import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import type { NamedParty } from '../../domain/party.ts';
import type { Standing } from '../../domain/standing.ts';
import { countByTemplate } from '../../domain/statistics.ts';
import { mandatesShown } from '../../use-cases/hidden-persons.ts';
import { endMandate } from '../../use-cases/mandates/end-mandate.ts';
import { findMandates } from '../../use-cases/mandates/find-mandates.ts';
import { type SeenMandate, seeFound } from '../../use-cases/mandates/parts.ts';
import { type PaperOutcome, registerPaper } from '../../use-cases/register-paper.ts';
import type { InvalidationBody } from '../../wire/own/ending.ts';
import { mandateCodes, paperFaultCodes } from '../../wire/own/mandate-codes.ts';
import type { SearchBody } from '../../wire/own/mandate-search.ts';
import { type PaperBody, toPaper } from '../../wire/own/paper.ts';
import { toParty } from '../../wire/own/party.ts';
import { renderStatistics } from '../../wire/own/statistics.ts';
import { revisionFrom } from './headers.ts';
import { mandateProblem, mandateReplyOf, refusedEnding, renderSeen } from './mandates-reply.ts';
import { asHandlerOf, type OfParty as Of } from './templates-keepers.ts';
import type { Tools } from './tools.ts';

type OfParty<Params = object, Body = unknown> = Of<Params, unknown, Body>;

export function invalidateHandler(
  request: OfParty<{ id: string }, InvalidationBody>,
  tools: Tools,
): Promise<RoomReply> {
  return asHandlerOf(request, tools, async ({ person }) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return mandateProblem(revision.error);
    const { orgnr: relyingParty, id } = request.params;
    const { reason } = request.body;
    const wanted = { id, step: 'invalidate', revision: revision.value, reason, relyingParty } as const;
    const outcome = await endMandate(tools, { person }, wanted);
    return outcome.kind === 'ended' ? shown(outcome.seen, person, tools) : refusedEnding(outcome);
  });
}

async function shown(
  seen: SeenMandate,
  person: NamedParty,
  tools: Tools,
  status?: number,
): Promise<RoomReply> {
  const [one = seen] = await mandatesShown(tools, { person }, [seen]);
  return mandateReplyOf(one, tools, status);
}

export function registerPaperHandler(request: OfParty<object, PaperBody>, tools: Tools): Promise<RoomReply> {
  return asHandlerOf(request, tools, async ({ person }) => {
    const relyingParty = request.params.orgnr;
    const outcome = await registerPaper(tools, person, { ...toPaper(request.body), relyingParty });
    return paperReply(outcome, person, tools);
  });
}

async function paperReply(outcome: PaperOutcome, person: NamedParty, tools: Tools): Promise<RoomReply> {
  switch (outcome.kind) {
    case 'registered':
    case 'repeated': {
      const found = await tools.store.find(outcome.mandate.id);
      const seen = await seeFound(
        tools.store,
        { person },
        found ?? { mandate: outcome.mandate, delegated: false },
      );
      return shown(seen, person, tools, outcome.kind === 'registered' ? 201 : 200);
    }
    case 'no-template':
      return mandateProblem('paper-template-unusable', { code: mandateCodes['paper-template-unusable'] });
    case 'register-away':
      return mandateProblem('register-away');
    case 'faulty': {
      const errors = outcome.faults.map(({ kind, pointer, detail }) => ({
        pointer,
        detail,
        code: paperFaultCodes[kind],
      }));
      return mandateProblem('paper-refused', { errors });
    }
  }
}

export function findMandatesHandler(request: OfParty<object, SearchBody>, tools: Tools): Promise<RoomReply> {
  return asHandlerOf(request, tools, async ({ person }) => {
    const { grantor, holder, standing, purpose, ...page } = request.body;
    if (grantor === undefined && holder === undefined) {
      return mandateProblem('search-parties-missing', { code: mandateCodes['search-parties-missing'] });
    }
    const { orgnr: relyingParty } = request.params;
    const question = {
      relyingParty,
      standing: standing as Standing,
      purpose,
      requestId: request.requestId,
      ...(grantor && { grantor: toParty(grantor) }),
      ...(holder && { holder: toParty(holder) }),
    };
    const asked = { limit: page.limit ?? 20, page: page.page ?? 1 };
    const found = await findMandates(tools, question, { offset: pageOffset(asked), limit: asked.limit });
    const seen = await Promise.all(found.items.map((one) => seeFound(tools.store, { person }, one)));
    const rows = (await mandatesShown(tools, { person }, seen)).map((one) => renderSeen(one, tools));
    const path = `/mandates/v1/relying-parties/${relyingParty}/searches`;
    return { status: 200, body: renderPage(rows, found.total, asked, path) };
  });
}

export function readStatisticsHandler(request: OfParty, tools: Tools): Promise<RoomReply> {
  return asHandlerOf(request, tools, async () => {
    const { orgnr } = request.params;
    const day = swedishDate(tools.clock.now());
    const counts = await countByTemplate(tools.store.stream({ relyingParties: [orgnr], day }), day);
    return { status: 200, body: renderStatistics(orgnr, day, counts) };
  });
}
