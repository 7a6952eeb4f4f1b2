import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { conflictContentType } from '@ena/kernel/trace/witness.ts';
import { cosignCheckpoint } from '../use-cases/cosign-checkpoint.ts';
import { readAddCheckpoint } from '../wire/tlog-witness.ts';
import type { Tools } from './tools.ts';

/** https://c2sp.org/tlog-witness, add-checkpoint: the statuses are the specification's. */
export async function addCheckpoint(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  const read = readAddCheckpoint(request.body);
  if (!read.ok) return sentence(400, read.error);
  const outcome = await cosignCheckpoint(read.value, tools);
  switch (outcome.kind) {
    case 'cosigned':
      return { status: 200, contentType: 'text/plain; charset=utf-8', body: outcome.cosignature };
    case 'bad-request':
      return sentence(400, outcome.sentence);
    case 'untrusted':
      return sentence(403, outcome.sentence);
    case 'unknown-origin':
      return sentence(404, outcome.sentence);
    case 'conflict':
      return { status: 409, contentType: conflictContentType, body: `${outcome.size}\n` };
    case 'inconsistent':
      return sentence(422, outcome.sentence);
    default:
      return unreachable(outcome);
  }
}

/** The kernel's own refusals, for clients that read text. */
export function renderWitnessRefusal(problem: Problem): RoomReply {
  return sentence(problem.status, problem.detail ?? problem.title);
}

function sentence(status: number, text: string): RoomReply {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
