import type { Clock } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import type { AuthorityContext } from '../../domain/authority.ts';
import { partiesOfMandate, veiledContext, veiledNames } from '../../domain/protected-identity.ts';
import type { Slice } from '../../store/store.ts';
import { type HidingTools, protectedOf } from '../../use-cases/hidden-persons.ts';
import { readMandate } from '../../use-cases/read-mandate.ts';
import type { RelyingPartyKeys } from '../../use-cases/relying-party-keys.ts';
import { searchAuthority } from '../../use-cases/search-authority.ts';
import { type MandateQuestion, type MandateSeen, searchMandates } from '../../use-cases/search-mandates.ts';
import type { SignedContexts } from '../../use-cases/signed-contexts.ts';
import type { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import type { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import type { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import { partyOf } from '../../wire/identitetsbeteckning.ts';
import type { JwkSet } from '../../wire/jwk-set.ts';
import { type PageAsked, pageAsked, renderPageMetadata } from '../../wire/page.ts';
import { parseSort } from '../../wire/sort.ts';
import { failure } from './failure.ts';
import type { Produced, ProducerCall, ReadingStore, Utdelning } from './producer.ts';
import { renderKontext, roleOf } from './render-authority.ts';
import { renderFullmakt, renderListItem } from './render-mandate.ts';

export interface LocalTools extends HidingTools {
  readonly store: ReadingStore;
  readonly clock: Clock;
  readonly keys: Pick<RelyingPartyKeys, 'published'>;
  readonly signed: SignedContexts;
}

/** Answers for the relying parties whose mandates lie in this database. It does not judge whether they exist. */
export interface LocalProducer {
  hamtaBehorigheter(
    request: HamtaBehorigheterRequest,
    call: ProducerCall,
  ): Promise<Produced<HamtaBehorigheterResponse>>;
  hamtaFullmakter(
    request: HamtaFullmakterRequest,
    relyingParties: readonly string[],
    call: ProducerCall,
  ): Promise<Produced<HamtaFullmakterResponse>>;
  hamtaFullmakt(
    tredjeman: string,
    fullmakt: string,
    utdelning: Utdelning | undefined,
    call: ProducerCall,
  ): Promise<Produced<FullmaktMetadataResponse>>;
  hamtaTredjemanJwks(tredjeman: string): Promise<Produced<JwkSet>>;
}

export function localProducer(tools: LocalTools): LocalProducer {
  return {
    hamtaBehorigheter: (request, call) => hamtaBehorigheter(request, call, tools),
    hamtaFullmakter: (request, relyingParties, call) => hamtaFullmakter(request, relyingParties, call, tools),
    hamtaFullmakt: (...asked) => hamtaFullmakt(asked, tools),
    hamtaTredjemanJwks: async (tredjeman) => ({
      kind: 'answered',
      body: { keys: await tools.keys.published(tredjeman) },
    }),
  };
}

async function hamtaBehorigheter(
  request: HamtaBehorigheterRequest,
  call: ProducerCall,
  tools: LocalTools,
): Promise<Produced<HamtaBehorigheterResponse>> {
  const { tredjeman, fullmaktshavare, fullmaktsgivare, fullmaktsgivarroll, behorigheter } = request;
  const page = pageAsked(request.page);
  const { contexts: found, total } = await searchAuthority(
    {
      relyingParty: tredjeman,
      holder: partyOf(fullmaktshavare),
      ...(fullmaktsgivare && { grantor: partyOf(fullmaktsgivare) }),
      ...(fullmaktsgivarroll && { grantorRoles: fullmaktsgivarroll.map(roleOf) }),
      ...(behorigheter && { codes: behorigheter }),
      slice: sliceOf(page),
    },
    tools,
  );
  const contexts = await contextsTold(found, tools);
  const kontext = await Promise.all(
    contexts.map(async (context) => {
      const bare = renderKontext(call.version, tredjeman, context);
      const { time, signature } = await tools.signed.sign(tredjeman, bare, 'tidpunkt', call);
      return { ...bare, tidpunkt: time, _sig: signature };
    }),
  );
  return { kind: 'answered', body: { kontext, page: renderPageMetadata(page, total) } };
}

async function hamtaFullmakter(
  request: HamtaFullmakterRequest,
  relyingParties: readonly string[],
  call: ProducerCall,
  tools: LocalTools,
): Promise<Produced<HamtaFullmakterResponse>> {
  const sort = parseSort(request.page?.sort);
  if (!sort.ok) return failure(contractErrors.invalidRequest, call, tools.clock, { violations: [sortFault] });
  const page = pageAsked(request.page);
  const question = { ...questionOf(request), relyingParties, sort: sort.value, slice: sliceOf(page) };
  const { items, total } = await searchMandates(question, tools);
  const told = await mandatesTold(items, tools);
  const fullmakter = told.map((seen) => renderListItem(call.version, seen));
  return { kind: 'answered', body: { fullmakter, page: renderPageMetadata(page, total) } };
}

const sortFault = { path: 'page.sort', message: 'unknown attribute or malformed' };

const standings = { HISTORISK: 'past', AKTUELL: 'current', GILTIG: 'valid' } as const;

/** `null` has a meaning of its own for two members: none at all. */
function questionOf(
  request: HamtaFullmakterRequest,
): Omit<MandateQuestion, 'sort' | 'slice' | 'relyingParties'> {
  const { fullmaktshavare, fullmaktsgivare, fullmaktsgivarroll, status, referenstidpunkt } = request;
  const { aterkallad, giltigFrom, giltigTom, ursprung } = request;
  return {
    ...(fullmaktshavare && { holder: partyOf(fullmaktshavare) }),
    ...(fullmaktsgivare && { grantor: partyOf(fullmaktsgivare) }),
    ...(fullmaktsgivarroll && { grantorRoles: fullmaktsgivarroll.map(roleOf) }),
    ...(status && { standing: standings[status] }),
    ...(referenstidpunkt !== undefined && { at: Date.parse(referenstidpunkt) }),
    ...(aterkallad !== undefined && { ended: aterkallad }),
    ...(giltigFrom !== undefined && { validFromAtEarliest: giltigFrom }),
    ...(giltigTom !== undefined && { validToAtLatest: giltigTom ?? 'none' }),
    ...(ursprung !== undefined && { parent: ursprung?.toLowerCase() ?? 'none' }),
  };
}

async function hamtaFullmakt(
  [relyingParty, id, utdelning, call]: Parameters<LocalProducer['hamtaFullmakt']>,
  tools: LocalTools,
): Promise<Produced<FullmaktMetadataResponse>> {
  const passedOn = utdelning && (utdelning === 'ALLA' ? 'all' : 'current');
  const outcome = await readMandate(
    { relyingParty, id: id.toLowerCase(), ...(passedOn && { passedOn }) },
    tools,
  );
  if (outcome.kind === 'missing')
    return failure(contractErrors.mandateMissing, call, tools.clock, { source: 'producent' });
  const { found, passedOn: below } = outcome;
  const [told = found, ...children] = await mandatesTold([found, ...(below ?? [])], tools);
  const bare = renderFullmakt(call.version, told, below && children);
  const { time, signature } = await tools.signed.sign(relyingParty, bare, 'svarstidpunkt', call);
  return { kind: 'answered', body: { ...bare, svarstidpunkt: time, _sig: signature } };
}

/** Asked of the register for each answer: a marking counts from the moment it is made. */
async function contextsTold(
  contexts: readonly AuthorityContext[],
  tools: HidingTools,
): Promise<readonly AuthorityContext[]> {
  const parties = contexts.flatMap(({ grantor, holders }) => [grantor, ...holders]);
  const hidden = await protectedOf(tools, parties);
  return contexts.map((one) => veiledContext(one, hidden));
}

async function mandatesTold(
  seen: readonly MandateSeen[],
  tools: HidingTools,
): Promise<readonly MandateSeen[]> {
  const parties = seen.flatMap(({ mandate }) => partiesOfMandate(mandate));
  const hidden = await protectedOf(tools, parties);
  return seen.map((one) => ({ ...one, mandate: veiledNames(one.mandate, hidden) }));
}

function sliceOf({ number, size }: PageAsked): Slice {
  return { offset: number * size, limit: size };
}
