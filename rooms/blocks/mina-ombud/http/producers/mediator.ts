import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import type { Lookup } from '../../store/store.ts';
import type { HidingTools } from '../../use-cases/hidden-persons.ts';
import type { LookupLog } from '../../use-cases/lookup-log.ts';
import { newId } from '../../use-cases/new-id.ts';
import type { RelyingPartyKeys } from '../../use-cases/relying-party-keys.ts';
import type { SignedContexts } from '../../use-cases/signed-contexts.ts';
import { type Failed, failure } from './failure.ts';
import { localProducer } from './local-producer.ts';
import { type AskedBy, askedBy, authorityLookups, mandateLookup, mandateLookups } from './lookups-told.ts';
import type { Produced, ProducerCall, Producers, ReadingStore } from './producer.ts';
import type { RemoteProducer } from './remote-call.ts';
import { type RemoteClient, remoteClient } from './remote-producer.ts';
import { type Source, searchAll } from './search-all.ts';

export interface MediatorTools extends HidingTools {
  readonly store: ReadingStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: Pick<RelyingPartyKeys, 'published'>;
  readonly signed: SignedContexts;
  readonly lookups: LookupLog;
  /** Organisation numbers of those whose mandates lie in this database. */
  localRelyingParties(): Promise<readonly string[]>;
  /** By which lists of several are put in order; `undefined`: by the number. */
  relyingPartyName?(id: string): string | undefined;
  readonly remoteProducers: readonly RemoteProducer[];
  /** Reaches the own connector; no guard against private addresses, for the addresses are configuration. */
  readonly callOut: CallOut;
}

/** Who asks at the producer: this hub, for whoever asks it for a decision. */
const forADecision = {
  version: 'v2',
  serviceName: 'ena-decision',
  organisation: '',
  clientId: 'ena-decision',
  scope: 'user:any',
} as const;

/**
 * In front of all producers: sends each question to where the relying party's mandates are, and has it written down who
 * asked. Who may ask what is judged before (`http/contract`).
 */
export function createMediator(tools: MediatorTools): Producers {
  const local = localProducer(tools);
  const remotes = new Map(
    tools.remoteProducers.map((producer) => [producer.relyingParty, remoteClient(producer, tools)]),
  );
  const unlessKnown = unknownRelyingParty(remotes, tools);
  const told = noting(tools);
  return {
    relyingParties: async () => {
      const here = await tools.localRelyingParties();
      return [...new Set([...here, ...remotes.keys()])];
    },

    isElsewhere: (tredjeman) => remotes.has(tredjeman),

    standing: async (tredjeman, fullmakt) =>
      (await remotes.get(tredjeman)?.standing(fullmakt, newId())) ?? 'here',

    hamtaBehorigheter: async (request, call) => {
      const remote = remotes.get(request.tredjeman);
      const unknown = await unlessKnown(request.tredjeman, call);
      if (unknown !== undefined) return unknown;
      const answer = await (remote ?? local).hamtaBehorigheter(request, call);
      return told('hamtaBehorigheter', answer, call, (by, body) => authorityLookups(by, request, body));
    },

    hamtaFullmakter: async (request, relyingParties, call) => {
      const answer = await searchAll(sourcesOf(relyingParties, remotes, local, call), request, call, {
        ...tools,
        nameOf: (id) => remotes.get(id)?.producer.name ?? tools.relyingPartyName?.(id) ?? id,
      });
      return told('hamtaFullmakter', answer, call, (by, body) => {
        const silent = relyingParties.filter((id) => body.problem?.[id] === undefined);
        return mandateLookups(by, request, silent, body);
      });
    },

    permitting: permittingAt(remotes),

    hamtaFullmakt: async (tredjeman, fullmakt, utdelning, call, isTold) => {
      const unknown = await unlessKnown(tredjeman, call);
      if (unknown !== undefined) return unknown;
      const remote = remotes.get(tredjeman);
      const answer = await (remote
        ? remote.hamtaFullmakt(fullmakt, utdelning, call)
        : local.hamtaFullmakt(tredjeman, fullmakt, utdelning, call));
      if (answer.kind === 'answered' && (await isTold?.(answer.body)) === false) return answer;
      return told('hamtaFullmakt', answer, call, (by, body) => mandateLookup(by, body.fullmakt));
    },

    hamtaTredjemanJwks: async (tredjeman) => {
      const call = { requestId: newId() };
      const unknown = await unlessKnown(tredjeman, call);
      if (unknown !== undefined) return unknown;
      const remote = remotes.get(tredjeman);
      return remote ? remote.hamtaTredjemanJwks(call.requestId) : local.hamtaTredjemanJwks(tredjeman);
    },
  };
}

function permittingAt(remotes: ReadonlyMap<string, RemoteClient>): Producers['permitting'] {
  return async (request, requestId) => {
    const call = { ...forADecision, requestId };
    const answer = await remotes.get(request.tredjeman)?.hamtaBehorigheter(request, call);
    if (answer?.kind !== 'answered') return undefined;
    const granted = answer.body.kontext.flatMap(({ behorigheter }) => behorigheter);
    const codes = request.behorigheter ?? [];
    return granted.filter(({ kod }) => codes.includes(kod)).map(({ fullmakt }) => fullmakt);
  };
}

/** No key set is made, and nobody is asked, for a number that belongs to no relying party. */
function unknownRelyingParty(
  remotes: ReadonlyMap<string, RemoteClient>,
  { localRelyingParties, clock }: MediatorTools,
): (id: string, call: Pick<ProducerCall, 'requestId'>) => Promise<Failed | undefined> {
  return async (id, call) => {
    if (remotes.has(id) || (await localRelyingParties()).includes(id)) return undefined;
    return failure(contractErrors.relyingPartyUnknown, call, clock);
  };
}

function sourcesOf(
  relyingParties: readonly string[],
  remotes: ReadonlyMap<string, RemoteClient>,
  local: ReturnType<typeof localProducer>,
  call: ProducerCall,
): readonly Source[] {
  const here = relyingParties.filter((id) => !remotes.has(id));
  const away = relyingParties.flatMap((id) => remotes.get(id) ?? []);
  const fromAway = away.map((remote): Source => {
    const deadline = remote.deadline();
    return {
      relyingParties: [remote.producer.relyingParty],
      ask: (request) => remote.hamtaFullmakter(request, call, deadline),
    };
  });
  if (here.length === 0) return fromAway;
  return [
    { relyingParties: here, ask: (request) => local.hamtaFullmakter(request, here, call) },
    ...fromAway,
  ];
}

/** An answer of which those whom it concerns could not learn is not given. */
function noting({ lookups, clock, log }: MediatorTools) {
  return <Body>(
    purpose: string,
    answer: Produced<Body>,
    call: ProducerCall,
    rowsOf: (by: AskedBy, body: Body) => readonly Lookup[],
  ): Produced<Body> => {
    if (answer.kind === 'failed') return answer;
    if (lookups.note(rowsOf(askedBy(purpose, call, clock.now()), answer.body)) === 'noted') return answer;
    log.error('answers are refused: lookups could not be written for long');
    return failure(contractErrors.failed, call, clock, { status: 503 });
  };
}
