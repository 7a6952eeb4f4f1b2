import { contractErrors } from '../../contract-errors.ts';
import type { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import type { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import type { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import type { JwkSet } from '../../wire/jwk-set.ts';
import { createBulkhead } from './bulkhead.ts';
import { failure, producerFailure } from './failure.ts';
import type { Produced, ProducerCall, Utdelning } from './producer.ts';
import { type Judged, judgeAuthority, judgeMandate, judgeMandates } from './remote-answer.ts';
import { askRemote, type RemoteProducer, type RemoteQuestion, type RemoteTools } from './remote-call.ts';
import { createRemoteKeys, type RemoteKeySet, type RemoteKeys } from './remote-keys.ts';

/** Asks for one relying party. Whatever the producer does, there is an answer within its deadline. */
export interface RemoteClient {
  readonly producer: RemoteProducer;
  hamtaBehorigheter(
    request: HamtaBehorigheterRequest,
    call: ProducerCall,
  ): Promise<Produced<HamtaBehorigheterResponse>>;
  /** `deadline` where several questions share one; milliseconds since the epoch. */
  hamtaFullmakter(
    request: HamtaFullmakterRequest,
    call: ProducerCall,
    deadline?: number,
  ): Promise<Produced<HamtaFullmakterResponse>>;
  hamtaFullmakt(
    fullmakt: string,
    utdelning: Utdelning | undefined,
    call: ProducerCall,
  ): Promise<Produced<FullmaktMetadataResponse>>;
  hamtaTredjemanJwks(requestId: string): Promise<Produced<JwkSet>>;
  /** Whether a mandate is in force now, as the producer says; `unknown` where it says nothing. */
  standing(fullmakt: string, requestId: string): Promise<RemoteStanding>;
  /** When an answer to a question that begins now must be there. */
  deadline(): number;
}

export type RemoteStanding = 'in-force' | 'ended' | 'unknown';

/** Who asks: an exchange on its way, for the connector that judges it. */
const forAnExchange = { version: 'v2', serviceName: 'ena-exchange' } as const;

export function remoteClient(producer: RemoteProducer, tools: RemoteTools): RemoteClient {
  const { relyingParty: tredjeman, deadlineMs = 3000, mostAtOnce = 32 } = producer;
  const { clock } = tools;
  const guarded = guard(mostAtOnce, tools);
  const deadline = () => clock.now() + deadlineMs;
  const keys = createRemoteKeys((requestId, until) => {
    const question = { path: `/tredjeman/${tredjeman}/jwks`, deadline: until };
    return askRemote(producer, question, { requestId, version: 'v2' }, tools);
  }, clock);
  const askSigned = signedAsker(producer, keys, tools);
  const askMandate = (fullmakt: string, query: string, call: RemoteCall) =>
    guarded(call, () => {
      const path = `/tredjeman/${tredjeman}/fullmakter/${encodeURIComponent(fullmakt)}${query}`;
      return askSigned({ path, deadline: deadline() }, call, (answer, set) =>
        judgeMandate(answer, { tredjeman, fullmakt }, set),
      );
    });

  return {
    producer,
    deadline,
    hamtaBehorigheter: (body, call) =>
      guarded(call, () => {
        const question = { path: '/sok/behorigheter', body, ...subjectOf(body), deadline: deadline() };
        return askSigned(question, call, (answer, set) => judgeAuthority(answer, body, set));
      }),
    hamtaFullmakter: (request, call, until = deadline()) =>
      guarded(call, () => askList(producer, request, call, until, tools)),
    hamtaFullmakt: (fullmakt, utdelning, call) =>
      askMandate(fullmakt, utdelning === undefined ? '' : `?utdelning=${utdelning}`, call),
    hamtaTredjemanJwks: (requestId) =>
      guarded({ requestId }, async () => {
        const set = await keys.current(requestId, deadline());
        return set.kind === 'failed' ? set : { kind: 'answered', body: set.body.jwks };
      }),
    standing: async (fullmakt, requestId) =>
      standingIn(await askMandate(fullmakt, '', { requestId, ...forAnExchange })),
  };
}

type RemoteCall = Pick<ProducerCall, 'requestId' | 'version'> & Partial<ProducerCall>;

/** A mandate that the producer does not know is no mandate. */
function standingIn(answer: Produced<FullmaktMetadataResponse>): RemoteStanding {
  if (answer.kind === 'answered') return answer.body.metadata.status === 'GILTIG' ? 'in-force' : 'ended';
  return answer.error.instance === contractErrors.mandateMissing.instance ? 'ended' : 'unknown';
}

function guard(mostAtOnce: number, { clock }: RemoteTools) {
  const bulkhead = createBulkhead(mostAtOnce);
  return async <Body>(
    call: Pick<ProducerCall, 'requestId'>,
    work: () => Promise<Produced<Body>>,
  ): Promise<Produced<Body>> => {
    const answer = await bulkhead.run(work);
    return answer === 'full' ? failure(contractErrors.producerUnreachable, call, clock) : answer;
  };
}

/** Asks for the answer and the keys at once, and for the keys again where the answer is signed by a new one. */
function signedAsker(producer: RemoteProducer, keys: RemoteKeys, tools: RemoteTools) {
  return async <Body>(
    question: RemoteQuestion,
    call: RemoteCall,
    judge: (body: unknown, keys: RemoteKeySet['keys']) => Judged<Body>,
  ): Promise<Produced<Body>> => {
    const { requestId } = call;
    const [answer, set] = await Promise.all([
      askRemote(producer, question, call, tools),
      keys.current(requestId, question.deadline),
    ]);
    if (answer.kind === 'failed') return answer;
    if (set.kind === 'failed') return set;
    let judged = judge(answer.body, set.body.keys);
    if (judged.kind === 'unknown-kid') {
      const newer = await keys.again(requestId, question.deadline);
      if (newer.kind === 'failed') return newer;
      judged = judge(answer.body, newer.body.keys);
    }
    return toldOr(judged, call, tools);
  };
}

async function askList(
  producer: RemoteProducer,
  request: HamtaFullmakterRequest,
  call: ProducerCall,
  deadline: number,
  tools: RemoteTools,
): Promise<Produced<HamtaFullmakterResponse>> {
  const { relyingParty: tredjeman } = producer;
  const body = { ...request, tredjeman: [tredjeman] };
  const question = { path: '/sok/fullmakter', body, ...subjectOf(body), deadline };
  const answer = await askRemote(producer, question, call, tools);
  if (answer.kind === 'failed') return answer;
  const produced = toldOr(judgeMandates(answer.body, request, tredjeman), call, tools);
  // A producer that is itself a mediator tells so that it has no answer.
  const problem = produced.kind === 'answered' ? produced.body.problem?.[tredjeman] : undefined;
  return problem === undefined ? produced : producerFailure(problem.status, problem, call, tools.clock);
}

function toldOr<Body>(
  judged: Judged<Body>,
  call: Pick<ProducerCall, 'requestId'>,
  { clock }: RemoteTools,
): Produced<Body> {
  return judged.kind === 'fit'
    ? { kind: 'answered', body: judged.body }
    : failure(contractErrors.invalidProducerAnswer, call, clock);
}

/** Whose matter it is: the grantor's where one is named, else the holder's. */
function subjectOf({
  fullmaktsgivare,
  fullmaktshavare,
}: Pick<HamtaFullmakterRequest, 'fullmaktsgivare' | 'fullmaktshavare'>): { readonly subject?: string } {
  const subject = fullmaktsgivare?.id ?? fullmaktshavare?.id;
  return subject === undefined ? {} : { subject };
}
