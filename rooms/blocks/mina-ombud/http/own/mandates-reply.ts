import type { RoomReply } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { standingOn } from '../../domain/standing.ts';
import { mandateErrors } from '../../mandate-errors.ts';
import { proposalErrors } from '../../proposal-errors.ts';
import { templateErrors } from '../../template-errors.ts';
import type { EndOutcome } from '../../use-cases/mandates/end-mandate.ts';
import { mayDo } from '../../use-cases/mandates/may-do.ts';
import type { SeenMandate } from '../../use-cases/mandates/parts.ts';
import { renderMandate } from '../../wire/own/mandate.ts';
import { mandateCodes } from '../../wire/own/mandate-codes.ts';
import { problemsOf } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export const mandateProblem = problemsOf({ ...templateErrors, ...proposalErrors, ...mandateErrors });

/** The mandate as the caller sees it, with its entity tag. */
export function mandateReplyOf(seen: SeenMandate, tools: Pick<Tools, 'clock'>, status = 200): RoomReply {
  return { status, headers: { etag: `"${seen.mandate.revision}"` }, body: renderSeen(seen, tools) };
}

export function renderSeen(seen: SeenMandate, { clock }: Pick<Tools, 'clock'>) {
  const day = swedishDate(clock.now());
  const { mandate, delegated } = seen;
  return renderMandate({ mandate, delegated, standing: standingOn(mandate, day), mayDo: mayDo(seen, day) });
}

export function mandateNotFound(): RoomReply {
  return mandateProblem('mandate-not-found', { code: mandateCodes['mandate-not-found'] });
}

/** One line for each way in which a mandate is not ended. */
export function refusedEnding(outcome: Exclude<EndOutcome, { kind: 'ended' }>): RoomReply {
  switch (outcome.kind) {
    case 'unknown':
      return mandateNotFound();
    case 'not-yours':
      return mandateProblem('mandate-not-yours', { code: mandateCodes['mandate-not-yours'] });
    case 'over':
      return mandateProblem('mandate-over', { code: mandateCodes['mandate-over'] });
    case 'by-law':
      return mandateProblem('mandate-by-law', { code: mandateCodes['mandate-by-law'] });
    case 'changed':
      return mandateProblem('mandate-changed', { code: mandateCodes['mandate-changed'] });
  }
}
