import type { Route } from '@ena/kernel/http/route.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import { partyOf } from '../../wire/identitetsbeteckning.ts';
import { readAsking } from './asking.ts';
import { refuseIdentities, refuseRelyingParties, refuseStrangers } from './parties.ts';
import { producedReply } from './produced-reply.ts';
import type { ContractTools } from './tools.ts';

export function hamtaBehorigheter(version: 'v1' | 'v2', tools: ContractTools): Route['handler'] {
  return async (request) => {
    const asking = await readAsking(request, version, tools);
    if (!asking.ok) return asking.error;
    const { requestId } = request;
    const question: HamtaBehorigheterRequest = request.body;
    const { fullmaktshavare: holder, fullmaktsgivare: grantor } = question;
    const wrongNumber = refuseIdentities(question, { requestId, clock: tools.clock });
    if (wrongNumber !== undefined) return wrongNumber;
    const asked = await refuseRelyingParties([question.tredjeman], asking.value, tools);
    if ('refusal' in asked) return asked.refusal;
    const parties = {
      holders: [partyOf(holder)],
      ...(grantor !== undefined && { grantor: partyOf(grantor) }),
    };
    const stranger = await refuseStrangers(parties, asking.value, tools);
    if (stranger !== undefined) return stranger;
    return producedReply(await tools.producers.hamtaBehorigheter(question, asking.value.call), requestId);
  };
}
