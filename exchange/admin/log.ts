import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { AdminTools } from './tools.ts';

/** Reads the whole log again: frames, tree and checkpoints, and that every record opens and fits its entry. */
export async function verifyLog(_request: RoomRequest, { evidence }: AdminTools): Promise<RoomReply> {
  const verified = await evidence.log.verifyAll();
  const size = evidence.log.size;
  if (verified.kind === 'damaged')
    return {
      status: 200,
      body: { ok: false, size, checked: verified.checked, unreadableRecords: 0, problem: verified.sentence },
    };
  let unreadable = 0;
  for (let index = 0; index < verified.size; index++) {
    if (evidence.open(index).kind === 'unreadable') unreadable += 1;
    if (index % 256 === 255) await new Promise(setImmediate);
  }
  const root = Buffer.from(verified.root).toString('hex');
  return {
    status: 200,
    body: { ok: true, size: verified.size, checked: verified.size, unreadableRecords: unreadable, root },
  };
}
