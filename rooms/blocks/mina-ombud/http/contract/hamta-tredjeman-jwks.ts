import type { Route } from '@ena/kernel/http/route.ts';
import { contractErrors } from '../../contract-errors.ts';
import { producedReply } from './produced-reply.ts';
import { refuse } from './refuse.ts';
import type { ContractTools } from './tools.ts';

/** Anyone may fetch the keys: they prove what was signed, also to whom an answer was passed on. */
export function hamtaTredjemanJwks({ producers, clock }: ContractTools): Route['handler'] {
  return async ({ params, requestId }) => {
    const { tredjeman } = params;
    if (!(await producers.relyingParties()).includes(tredjeman)) {
      return refuse(contractErrors.relyingPartyUnknown, { requestId, clock, status: 404 });
    }
    const reply = producedReply(await producers.hamtaTredjemanJwks(tredjeman), requestId);
    return reply.status === 200 ? { ...reply, headers: { 'cache-control': 'public, max-age=60' } } : reply;
  };
}
