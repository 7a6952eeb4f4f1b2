import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Proposal, ProposalState } from '../../domain/proposal.ts';
import { partiesOfProposal, veiledParty } from '../../domain/protected-identity.ts';
import type { ActingPerson } from '../../use-cases/actor.ts';
import { hiddenFrom, mayShowText, proposalsShown } from '../../use-cases/hidden-persons.ts';
import { closeProposal } from '../../use-cases/proposals/close-proposal.ts';
import { makeProposal } from '../../use-cases/proposals/make-proposal.ts';
import {
  listProposals,
  type ProposalQuestion,
  readProposal,
  textOf,
} from '../../use-cases/proposals/read-proposals.ts';
import { reviseProposal } from '../../use-cases/proposals/revise-proposal.ts';
import { type SeenProposal, seeProposal } from '../../use-cases/proposals/see-proposal.ts';
import { settleProposal } from '../../use-cases/proposals/settle-proposal.ts';
import { signProposal } from '../../use-cases/proposals/sign-proposal.ts';
import { type ReasonBody, renderProposal, type SignatureBody } from '../../wire/own/proposal.ts';
import { type ProposalBody, type RevisionBody, toWanted } from '../../wire/own/proposal-request.ts';
import { asActing } from './callers.ts';
import { keyFrom, revisionFrom } from './headers.ts';
import { proposalProblem, type Refusal, refused } from './proposals-reply.ts';
import type { Tools } from './tools.ts';

interface For {
  readonly for?: string;
}
type ById<Body = unknown> = RoomRequest<{ id: string }, For, Body>;
type At = { readonly id: string; readonly revision: number };

export function makeProposalHandler(
  request: RoomRequest<unknown, unknown, ProposalBody>,
  tools: Tools,
): Promise<RoomReply> {
  const { as, for: orgnr, ...asked } = request.body;
  return asActing(request, tools, orgnr, async (acting) => {
    const key = keyFrom(request.headers);
    if (!key.ok) return proposalProblem(key.error);
    const outcome = await makeProposal(tools, acting, as as 'grantor' | 'holder', toWanted(asked), key.value);
    if (outcome.kind === 'made') return replyTo(acting, tools, outcome.proposal, 201);
    if (outcome.kind === 'repeated') return replyTo(acting, tools, outcome.proposal);
    return refused(outcome);
  });
}

type ListQuery = Page & For & { as: ProposalQuestion['as']; state?: readonly ProposalState[] };

export function listProposalsHandler(
  request: RoomRequest<unknown, ListQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  const { as, state, for: orgnr } = query;
  return asActing(request, tools, orgnr, async (acting) => {
    const question = { as, ...(state !== undefined && { states: state }) };
    const slice = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await listProposals(tools, acting, question, slice);
    const shown = await proposalsShown(
      tools,
      acting,
      items.map(({ proposal }) => proposal),
    );
    const rows = shown.map((proposal, i) => renderProposal(proposal, items[i]?.mayDo ?? []));
    // A filter that comes several times cannot stand in the links of this house; one does.
    const filters = { as, for: orgnr, state: state?.length === 1 ? state[0] : undefined };
    return { status: 200, body: renderPage(rows, total, query, '/mandates/v1/proposals', filters) };
  });
}

export function readProposalHandler(request: ById, tools: Tools): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    return replyOf(acting, tools, request.params.id);
  });
}

/** The exact bytes that are signed: nothing is added to them on the way. */
export function readTextHandler(request: ById, tools: Tools): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const seen = await seeProposal(tools, acting, request.params.id);
    if (seen === undefined) return refused({ kind: 'unknown' });
    if (!(await mayReadText(tools, acting, seen))) return proposalProblem('text-protected');
    return {
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      headers: { etag: `"${seen.proposal.revision}"`, 'cache-control': 'no-store' },
      body: textOf(seen.proposal),
    };
  });
}

/** Whoever began it wrote the numbers in it, and whoever is to sign reads what she signs. */
function mayReadText(
  tools: Tools,
  acting: ActingPerson,
  { proposal, mayDo }: SeenProposal,
): Promise<boolean> {
  const signers = proposal.signatures.map(({ person }) => person);
  const own = mayDo.includes('sign') || mayDo.includes('approve') ? [acting.person] : [];
  return mayShowText(tools, acting, partiesOfProposal(proposal), [proposal.creator, ...signers, ...own]);
}

export function reviseProposalHandler(request: ById<RevisionBody>, tools: Tools): Promise<RoomReply> {
  return step(request, tools, (acting, at) => reviseProposal(tools, acting, at, toWanted(request.body)));
}

export function settleProposalHandler(
  request: ById<ReasonBody>,
  tools: Tools,
  taken: 'submit' | 'approve',
): Promise<RoomReply> {
  const { reason = '' } = request.body;
  return step(request, tools, (acting, at) => settleProposal(tools, acting, at, taken, reason));
}

export function closeProposalHandler(
  request: ById<ReasonBody>,
  tools: Tools,
  taken: 'decline' | 'withdraw',
): Promise<RoomReply> {
  const { reason = '' } = request.body;
  return step(request, tools, (acting, at) => closeProposal(tools, acting, at, taken, reason));
}

/** Signing needs no revision: what is signed is the text, and the artefact says which. */
export function signProposalHandler(request: ById<SignatureBody>, tools: Tools): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const outcome = await signProposal(tools, acting, request.params.id, request.body.userSignature);
    return outcome.kind === 'done' ? replyTo(acting, tools, outcome.proposal, 201) : refused(outcome);
  });
}

function step(
  request: ById,
  tools: Tools,
  take: (acting: ActingPerson, at: At) => Promise<{ kind: 'done'; proposal: Proposal } | Refusal>,
): Promise<RoomReply> {
  return asActing(request, tools, request.query.for, async (acting) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return proposalProblem(revision.error);
    const outcome = await take(acting, { id: request.params.id, revision: revision.value });
    return outcome.kind === 'done' ? replyTo(acting, tools, outcome.proposal) : refused(outcome);
  });
}

async function replyTo(
  acting: ActingPerson,
  tools: Tools,
  { id }: Proposal,
  status = 200,
): Promise<RoomReply> {
  return replyOf(acting, tools, id, status);
}

/** The proposal as the person sees it. */
async function replyOf(acting: ActingPerson, tools: Tools, id: string, status = 200): Promise<RoomReply> {
  const seen = await readProposal(tools, acting, id);
  if (seen === undefined) return refused({ kind: 'unknown' });
  const { proposal, mayDo, standing } = seen;
  const [shown = proposal] = await proposalsShown(tools, acting, [proposal]);
  const hidden = await hiddenFrom(tools, acting, standing?.remaining ?? []);
  const remaining = standing?.remaining.map((one) => veiledParty(one, hidden)) ?? [];
  const rendered = renderProposal(shown, mayDo, standing && { missing: standing.missing, remaining });
  return withTag(proposal, rendered, status);
}

function withTag({ revision }: Proposal, body: unknown, status = 200): RoomReply {
  return { status, headers: { etag: `"${revision}"` }, body };
}
