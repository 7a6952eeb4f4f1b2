import type { RoomReply, Route } from '@ena/kernel/http/route.ts';
import type { Parties } from '../../use-cases/contract-callers.ts';
import type { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import { partyOf } from '../../wire/identitetsbeteckning.ts';
import type { Utdelning } from '../producers/producer.ts';
import { readAsking } from './asking.ts';
import { refuseRelyingParties, refuseStrangers } from './parties.ts';
import { producedReply } from './produced-reply.ts';
import type { ContractTools } from './tools.ts';

export function hamtaFullmakt(version: 'v1' | 'v2', tools: ContractTools): Route['handler'] {
  return async (request) => {
    const asking = await readAsking(request, version, tools);
    if (!asking.ok) return asking.error;
    const { tredjeman, fullmakt } = request.params;
    const utdelning: Utdelning | undefined = version === 'v2' ? request.query.utdelning : undefined;
    const asked = await refuseRelyingParties([tredjeman], asking.value, tools, 404);
    if ('refusal' in asked) return asked.refusal;
    const { call } = asking.value;
    let stranger: RoomReply | undefined;
    const isTold = async (body: FullmaktMetadataResponse) => {
      stranger = await refuseStrangers(partiesOf(body), asking.value, tools);
      return stranger === undefined;
    };
    const id = fullmakt.toLowerCase();
    const found = await tools.producers.hamtaFullmakt(tredjeman, id, utdelning, call, isTold);
    return stranger ?? producedReply(found, request.requestId);
  };
}

/** Whom the mandate concerns is known only once it has been read. */
function partiesOf({ fullmakt }: FullmaktMetadataResponse): Parties {
  return {
    holders: fullmakt.fullmaktshavare.map(partyOf),
    grantor: partyOf(fullmakt.fullmaktsgivare),
  };
}
