import type { NamedParty, Party } from '../../domain/party.ts';
import { partyKey } from '../../domain/party.ts';
import type { Lookup } from '../../store/store.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import type { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import type { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import { type NamnIdentitet, partyOf } from '../../wire/identitetsbeteckning.ts';
import type { ProducerCall } from './producer.ts';

/*
 * Who learns of a question: each grantor with each holder that an answer told of, and where it told of none, those who
 * were asked about.
 */

interface Told {
  readonly relyingParty: string;
  readonly grantor: NamnIdentitet;
  readonly holders: readonly NamnIdentitet[];
  /** How many mandates. */
  readonly found: number;
}

type Row = Pick<Lookup, 'relyingParty' | 'grantor' | 'holder' | 'found'>;

/** What a row says about the question itself. */
export type AskedBy = Omit<Lookup, keyof Row>;

export function askedBy(
  purpose: string,
  { organisation, serviceName, requestId }: ProducerCall,
  at: number,
): AskedBy {
  return { at, organisation, service: serviceName, purpose, requestId };
}

export function authorityLookups(
  by: AskedBy,
  asked: HamtaBehorigheterRequest,
  { kontext }: HamtaBehorigheterResponse,
): readonly Lookup[] {
  const told = kontext.map(({ tredjeman, fullmaktsgivare, fullmaktshavare, behorigheter }) => ({
    relyingParty: tredjeman,
    grantor: fullmaktsgivare,
    holders: fullmaktshavare,
    found: new Set(behorigheter.map(({ fullmakt }) => fullmakt)).size,
  }));
  return told.length > 0 ? rows(by, told) : [nothingFound(by, asked.tredjeman, asked)];
}

export function mandateLookups(
  by: AskedBy,
  asked: HamtaFullmakterRequest,
  relyingParties: readonly string[],
  { fullmakter }: HamtaFullmakterResponse,
): readonly Lookup[] {
  if (fullmakter.length > 0) return rows(by, fullmakter.map(toldOf));
  return relyingParties.slice(0, mostSilent).map((relyingParty) => nothingFound(by, relyingParty, asked));
}

/** A question to all relying parties that found nothing is told of at some of them. */
const mostSilent = 10;

/** For one mandate that was read. */
export function mandateLookup(
  by: AskedBy,
  mandate: {
    readonly tredjeman: { readonly id: string };
    readonly fullmaktsgivare: NamnIdentitet;
    readonly fullmaktshavare: readonly NamnIdentitet[];
  },
): readonly Lookup[] {
  return rows(by, [toldOf({ ...mandate, tredjeman: mandate.tredjeman.id })]);
}

function toldOf({
  tredjeman,
  fullmaktsgivare,
  fullmaktshavare,
}: {
  readonly tredjeman: string;
  readonly fullmaktsgivare: NamnIdentitet;
  readonly fullmaktshavare: readonly NamnIdentitet[];
}): Told {
  return { relyingParty: tredjeman, grantor: fullmaktsgivare, holders: fullmaktshavare, found: 1 };
}

/** One row for each pair, however many mandates were told of. */
function rows(by: AskedBy, told: readonly Told[]): readonly Lookup[] {
  const pairs = new Map<string, Row>();
  for (const { relyingParty, grantor: giver, holders, found } of told) {
    const grantor = bare(partyOf(giver));
    for (const holder of holders.map((one) => bare(partyOf(one)))) {
      const key = `${relyingParty} ${partyKey(grantor)} ${partyKey(holder)}`;
      const before = pairs.get(key)?.found ?? 0;
      pairs.set(key, { relyingParty, grantor, holder, found: before + found });
    }
  }
  return [...pairs.values()].map((row) => ({ ...by, ...row }));
}

function nothingFound(
  by: AskedBy,
  relyingParty: string,
  asked: Pick<HamtaFullmakterRequest, 'fullmaktsgivare' | 'fullmaktshavare'>,
): Lookup {
  const grantor = asked.fullmaktsgivare && partyOf(asked.fullmaktsgivare);
  const holder = asked.fullmaktshavare && partyOf(asked.fullmaktshavare);
  return { ...by, relyingParty, grantor, holder, found: 0 };
}

function bare({ kind, id }: Party | NamedParty): Party {
  return { kind, id };
}
