import { Readable } from 'node:stream';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { FailureReason } from '../../domain/forwarding/failure.ts';
import { type OverviewQuestion, type OverviewStep, overview } from '../../use-cases/overview.ts';
import { type ActedParty, findOwnParty } from '../../use-cases/own-parties.ts';
import type { OverviewBody, OverviewLine } from '../../wire/own/overview.ts';
import { renderMyEvent } from '../../wire/own/render-my-event.ts';
import { parseFilter } from '../../wire/own/search.ts';
import type { Tools } from '../tools.ts';
import { renderParty } from './my-parties.ts';
import { problemReply } from './problem-reply.ts';

const usualLimit = 200;

/** One line for each producer as it answers. Whoever is slow in reading is waited for, and who has gone is told no more. */
export async function overviewHandler(
  { caller, body, requestId, signal }: RoomRequest<unknown, unknown, OverviewBody>,
  tools: Tools,
): Promise<RoomReply> {
  if (caller.kind !== 'person') throw new Error('the route takes persons only');
  const { for: ref, limit = usualLimit, producers = [], text, case: reference, ...days } = body;
  const filter = parseFilter(days);
  if (!filter.ok) return problemReply('invalid-search', filter.error);
  const party = await findOwnParty(tools.parties, caller, ref);
  if (party === undefined) return problemReply('unknown-party');
  const question: OverviewQuestion = {
    filter: filter.value,
    producers,
    limit,
    ...(text !== undefined && { text }),
    ...(reference !== undefined && { case: reference }),
  };
  const call = {
    user: caller.personalNumber,
    correlationId: requestId,
    requestId,
    withinMs: tools.forwardingRules.overviewWithinMs,
    ...(signal && { signal }),
  };
  const steps = await overview(tools.overviews, caller, party, question, call);
  return {
    status: 200,
    contentType: 'application/x-ndjson',
    body: Readable.from(lines(steps, party, tools.log), { objectMode: false }),
  };
}

async function* lines(
  steps: AsyncIterable<OverviewStep>,
  party: ActedParty,
  log: Logger,
): AsyncGenerator<string> {
  try {
    for await (const step of steps) yield `${JSON.stringify(renderStep(step, party))}\n`;
  } catch (error) {
    log.error({ err: error }, 'an overview broke off');
    throw error;
  }
}

function renderStep(step: OverviewStep, party: ActedParty): OverviewLine {
  switch (step.kind) {
    case 'asked':
      return {
        kind: 'asked',
        for: renderParty(party),
        producers: step.producers.map(nameOf),
        others: step.others.map(nameOf),
      };
    case 'answer': {
      const producer = nameOf(step.producer);
      const events = step.shown.map((shown) => renderMyEvent({ ...shown, producer }));
      return { kind: 'answer', producer, events, total: step.total };
    }
    case 'failure':
      return { kind: 'failure', producer: nameOf(step.producer), reason: reasons[step.reason] };
    case 'end':
      return step;
  }
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

type Reason = Extract<OverviewLine, { kind: 'failure' }>['reason'];

const reasons: Readonly<Record<FailureReason, Reason>> = {
  'too-slow': 'too-slow',
  unreachable: 'unreachable',
  refused: 'refused',
  rejected: 'refused',
  failed: 'unreachable',
  'broken-answer': 'broken-answer',
  'too-large': 'broken-answer',
  paused: 'paused',
};
