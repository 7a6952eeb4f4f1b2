import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { decisionErrors } from '../../decision-errors.ts';
import type { Decision } from '../../domain/decision.ts';
import { numberFault } from '../../domain/identity-number.ts';
import type { Party } from '../../domain/party.ts';
import type { MandateWriter } from '../../store/store.ts';
import type { ContractCallers } from '../../use-cases/contract-callers.ts';
import { type DecideTools, decideMandate } from '../../use-cases/decide.ts';
import type { HubDocuments } from '../../use-cases/hub-documents.ts';
import type { Standings } from '../../use-cases/standings.ts';
import { type DecisionBody, parseDecision, renderDecision } from '../../wire/own/decision.ts';
import { parseContext, type StandingBody } from '../../wire/own/standing.ts';
import { problemsOf } from './problem-reply.ts';

export const decisionProblem = problemsOf(decisionErrors);
const problem = decisionProblem;

export interface DecisionTools extends DecideTools {
  readonly callers: Pick<ContractCallers, 'speaksFor'>;
  readonly lookups: Pick<MandateWriter, 'noteLookups'>;
  readonly documents: HubDocuments;
  readonly standings: Standings;
}

/** Answers a system that speaks for the relying party, as the contract's question does; both parties of the mandate see that it asked, and why. */
export async function decideHandler(
  { caller, body, requestId }: RoomRequest<unknown, unknown, DecisionBody>,
  tools: DecisionTools,
): Promise<RoomReply> {
  if (caller.kind !== 'client' || caller.organisation === undefined) return problem('other-relying-party');
  if (!tools.callers.speaksFor(caller, body.relyingParty)) return problem('other-relying-party');
  const errors = impossibleIn(body, swedishDate(tools.clock.now()));
  if (errors.length > 0) return problem('nobody-has-number', { errors });
  const decision = await decideMandate(tools, parseDecision(body));
  await tools.lookups.noteLookups([
    {
      at: tools.clock.now(),
      organisation: caller.organisation,
      service: body.service,
      purpose: body.purpose,
      relyingParty: body.relyingParty,
      grantor: body.grantor,
      ...toldOf(decision, body.actor),
      requestId,
    },
  ]);
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: renderDecision(decision) };
}

const numberTexts = {
  malformed: 'The number has another form than its kind.',
  impossible: 'The number can be nobody’s: check its digits.',
} as const;

function impossibleIn({ actor, grantor }: DecisionBody, today: string) {
  return [
    { pointer: '/actor/id', fault: numberFault(actor, today) },
    { pointer: '/grantor/id', fault: numberFault(grantor, today) },
  ].flatMap(({ pointer, fault }) => (fault === undefined ? [] : [{ pointer, detail: numberTexts[fault] }]));
}

/**
 * How many mandates were told of, and whose: where an organisation holds the last of them, that is the party of the
 * grantor's, and not whoever signs for it.
 */
function toldOf(decision: Decision, actor: Party): { readonly holder: Party; readonly found: number } {
  const chain = decision.kind === 'allowed' ? decision.chain : [];
  const found = chain.filter(({ kind }) => kind === 'mandate').length;
  const last = chain.at(-1);
  const holder: Party =
    found > 0 && last?.kind === 'signs-alone' ? { kind: 'organisation', id: last.organisation } : actor;
  return { holder, found };
}

export async function readKeyDocumentHandler(
  { params }: RoomRequest<{ orgnr: string }>,
  { documents }: DecisionTools,
): Promise<RoomReply> {
  const jwt = await documents.keysOf(params.orgnr);
  if (jwt === undefined) return problem('unknown-relying-party');
  return { status: 200, contentType: 'application/ena-mandate-keys+jwt', body: jwt };
}

export async function readStatusHandler({ documents }: DecisionTools): Promise<RoomReply> {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    contentType: 'application/ena-mandate-status+jwt',
    body: await documents.status(),
  };
}

/** Asked by a connector about a context that it was sent, whose signature is what lets the question through. */
export async function readStandingHandler(
  { body }: RoomRequest<unknown, unknown, StandingBody>,
  { standings }: DecisionTools,
): Promise<RoomReply> {
  const context = parseContext(body.context);
  if (context === undefined) return problem('context-unproven');
  const outcome = await standings.of(context, body.nonce);
  if (outcome.kind !== 'told') return problem(outcome.kind);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    contentType: 'application/ena-mandate-standing+jwt',
    body: outcome.jwt,
  };
}
