import type { RoomReply } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import { numberFault } from '../../domain/identity-number.ts';
import type { PartyKind } from '../../domain/party.ts';
import type { Parties } from '../../use-cases/contract-callers.ts';
import type { Violation } from '../../wire/api-error.ts';
import { type Identitetsbeteckning, partyOf } from '../../wire/identitetsbeteckning.ts';
import type { Asking } from './asking.ts';
import { refuse } from './refuse.ts';
import type { ContractTools } from './tools.ts';

/** The parties that a question names. */
export interface NamedIdentities {
  readonly fullmaktshavare?: Identitetsbeteckning | undefined;
  readonly fullmaktsgivare?: Identitetsbeteckning | undefined;
}

const formTexts: Readonly<Record<Exclude<PartyKind, 'user'>, string>> = {
  person: 'must be 12 digits for typ pnr',
  coordinated: 'must be 12 digits for typ samnr',
  temporary: 'must be 10 digits that begin with 302 for typ gdnr',
  organisation: 'must be 10 digits for typ orgnr, without the prefix 16',
};

/** Refuses numbers that have another form than their `typ` says, then those that can be nobody's. */
export function refuseIdentities(
  { fullmaktshavare, fullmaktsgivare }: NamedIdentities,
  { requestId, clock }: Pick<ContractTools, 'clock'> & { readonly requestId: string },
): RoomReply | undefined {
  const violations = [
    ...formViolations('fullmaktshavare', fullmaktshavare),
    ...formViolations('fullmaktsgivare', fullmaktsgivare),
  ];
  if (violations.length > 0) return refuse(contractErrors.invalidRequest, { requestId, clock, violations });
  const today = swedishDate(clock.now());
  if (isImpossible(fullmaktshavare, today)) return refuse(contractErrors.holderInvalid, { requestId, clock });
  if (isImpossible(fullmaktsgivare, today))
    return refuse(contractErrors.grantorInvalid, { requestId, clock });
  return undefined;
}

function formViolations(member: string, identity: Identitetsbeteckning | undefined): readonly Violation[] {
  if (identity === undefined) return [];
  const party = partyOf(identity);
  if (party.kind === 'user')
    return [{ path: `${member}.typ`, message: 'must be one of pnr, orgnr, samnr, gdnr' }];
  return numberFault(party, '9999-12-31') === 'malformed'
    ? [{ path: `${member}.id`, message: formTexts[party.kind] }]
    : [];
}

function isImpossible(identity: Identitetsbeteckning | undefined, today: string): boolean {
  return identity !== undefined && numberFault(partyOf(identity), today) !== undefined;
}

/** Refuses relying parties that are unknown, not the client's to ask about, or closed. */
export async function refuseRelyingParties(
  named: readonly string[] | undefined,
  { client, call: { requestId } }: Asking,
  { callers, clock }: ContractTools,
  unknownStatus: 400 | 404 = 400,
): Promise<{ readonly refusal: RoomReply } | { readonly relyingParties: readonly string[] }> {
  const outcome = await callers.mayAsk(client, named);
  const at = { requestId, clock };
  switch (outcome.kind) {
    case 'permitted':
      return { relyingParties: outcome.relyingParties };
    case 'unknown':
      return { refusal: refuse(contractErrors.relyingPartyUnknown, { ...at, status: unknownStatus }) };
    case 'forbidden':
      return { refusal: refuse(contractErrors.relyingPartyForbidden, at) };
    case 'inactive':
      return { refusal: refuse(contractErrors.relyingPartyInactive, at) };
  }
}

/** With `user:self` refuses a user whom the question does not concern. */
export async function refuseStrangers(
  parties: Parties,
  { call: { scope, user, requestId } }: Asking,
  { callers, clock }: ContractTools,
): Promise<RoomReply | undefined> {
  if (scope !== 'user:self') return undefined;
  const outcome = user === undefined ? 'stranger' : await callers.concerns(user, parties);
  switch (outcome) {
    case 'concerned':
      return undefined;
    case 'stranger':
      return refuse(contractErrors.userForbidden, { requestId, clock });
    case 'register-away':
      return refuse(contractErrors.registerAway, { requestId, clock });
  }
}
