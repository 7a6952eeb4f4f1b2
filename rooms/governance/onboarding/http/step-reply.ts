import type { RoomReply } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { Role } from '../domain/machine.ts';
import type { Matter } from '../domain/matter.ts';
import type { StepOutcome } from '../use-cases/commit.ts';
import { renderMatter } from '../wire/matter.ts';
import { problemReply } from './problem-reply.ts';

/** A matter with its entity tag. */
export function matterReplyOf(matter: Matter, roles: readonly Role[], status = 200): RoomReply {
  return { status, headers: { etag: `"${matter.revision}"` }, body: renderMatter(matter, roles) };
}

/** One line for each way in which a step may end without being taken. */
export function refusedStep(outcome: Exclude<StepOutcome, { kind: 'done' }>): RoomReply {
  switch (outcome.kind) {
    case 'unknown':
      return problemReply('unknown-matter', 'Check the id, and that you act for the organisation.');
    case 'changed':
      return problemReply('changed-meanwhile', 'Read the matter again and decide on what it says now.');
    case 'not-open':
      return problemReply('step-not-open', 'Read the matter: `steps` lists what is open to you.');
    case 'not-yours':
      return problemReply('step-not-yours', `This step is for: ${outcome.who.join(', ')}.`);
    case 'reason-missing':
      return problemReply('reason-missing', 'Send `reason` with a sentence that the other side can act on.');
    case 'mend-missing':
      return problemReply('mend-missing', 'Send `mend` with at least one thing to put right.');
    case 'guarded':
      return problemReply('condition-not-met', outcome.detail);
    default:
      return unreachable(outcome);
  }
}
