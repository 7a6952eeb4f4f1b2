import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { MandateReader } from '../../store/store.ts';
import type { ContractCallers } from '../../use-cases/contract-callers.ts';
import { type FeedQuery, renderFeed } from '../../wire/own/feed.ts';
import { decisionProblem } from './decisions.ts';

export interface FeedTools {
  readonly callers: Pick<ContractCallers, 'speaksFor'>;
  readonly feed: Pick<MandateReader, 'feed'>;
}

/** For a system that speaks for the relying party: what happened to its mandates, so that it need not ask about each. */
export async function listChangesHandler(
  { caller, params, query }: RoomRequest<{ orgnr: string }, FeedQuery>,
  { callers, feed }: FeedTools,
): Promise<RoomReply> {
  if (caller.kind !== 'client' || caller.organisation === undefined)
    return decisionProblem('other-relying-party');
  if (!callers.speaksFor(caller, params.orgnr)) return decisionProblem('other-relying-party');
  const entries = await feed.feed(params.orgnr, query.after, query.limit);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: renderFeed(entries, query.after),
  };
}
