import type { RoomReply, Route } from '@ena/kernel/http/route.ts';
import { contractErrors } from '../../contract-errors.ts';
import { type HamtaFullmakterRequest, relyingPartiesNamed } from '../../wire/hamta-fullmakter-request.ts';
import { partyOf } from '../../wire/identitetsbeteckning.ts';
import { parseSort } from '../../wire/sort.ts';
import { readAsking } from './asking.ts';
import { refuseIdentities, refuseRelyingParties, refuseStrangers } from './parties.ts';
import { producedReply } from './produced-reply.ts';
import { refuse } from './refuse.ts';
import type { ContractTools } from './tools.ts';

type Circumstances = Pick<ContractTools, 'clock'> & { readonly requestId: string };

export function hamtaFullmakter(version: 'v1' | 'v2', tools: ContractTools): Route['handler'] {
  return async (request) => {
    const asking = await readAsking(request, version, tools);
    if (!asking.ok) return asking.error;
    const { requestId } = request;
    const question = ofVersion(request.body, version);
    const at = { requestId, clock: tools.clock };
    const wrong =
      refuseSort(question, at) ??
      refuseInstant(question, at) ??
      refuseNobody(question, at) ??
      refuseIdentities(question, at);
    if (wrong !== undefined) return wrong;
    const asked = await refuseRelyingParties(relyingPartiesNamed(question), asking.value, tools);
    if ('refusal' in asked) return asked.refusal;
    const { fullmaktshavare: holder, fullmaktsgivare: grantor } = question;
    const parties = {
      holders: holder === undefined ? [] : [partyOf(holder)],
      ...(grantor !== undefined && { grantor: partyOf(grantor) }),
    };
    const stranger = await refuseStrangers(parties, asking.value, tools);
    if (stranger !== undefined) return stranger;
    const { hamtaFullmakter: search } = tools.producers;
    return producedReply(await search(question, asked.relyingParties, asking.value.call), requestId);
  };
}

/** What version 1 does not know it ignores, as it does every other unknown member. */
function ofVersion(question: HamtaFullmakterRequest, version: 'v1' | 'v2'): HamtaFullmakterRequest {
  if (version === 'v2') return question;
  const { ursprung: _, ...known } = question;
  return known;
}

/** RFC 3339 has leap seconds; there is no instant that the runtime has for them. */
function refuseInstant(
  { referenstidpunkt }: HamtaFullmakterRequest,
  at: Circumstances,
): RoomReply | undefined {
  if (referenstidpunkt === undefined || !Number.isNaN(Date.parse(referenstidpunkt))) return undefined;
  const violations = [{ path: 'referenstidpunkt', message: 'must be an instant; seconds go from 00 to 59' }];
  return refuse(contractErrors.invalidRequest, { ...at, violations });
}

function refuseNobody(question: HamtaFullmakterRequest, at: Circumstances): RoomReply | undefined {
  const { fullmaktshavare, fullmaktsgivare } = question;
  return fullmaktshavare === undefined && fullmaktsgivare === undefined
    ? refuse(contractErrors.partiesMissing, at)
    : undefined;
}

const sortTexts = {
  malformed: 'must be attribute[ desc][ ignorecase], several separated by commas',
  'unknown-attribute':
    'must name fullmaktshavare, fullmaktsgivare, giltigFrom, giltigTom, referensnummer, rubrik or tredjeman',
} as const;

function refuseSort({ page }: HamtaFullmakterRequest, at: Circumstances): RoomReply | undefined {
  const sort = parseSort(page?.sort);
  if (sort.ok) return undefined;
  const violations = [{ path: 'page.sort', message: sortTexts[sort.error] }];
  return refuse(contractErrors.invalidRequest, { ...at, violations });
}
