import { automaticReasons } from '../../domain/automatic-reasons.ts';
import type { Mandate, Signature } from '../../domain/mandate.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { mandateRegistered } from '../../granting-events.ts';
import { type ActingPerson, actorOf } from '../actor.ts';
import { changeOf } from '../change.ts';
import { tellOf } from './commit-proposal.ts';
import { registeredMandate } from './register-mandate.ts';
import type { SigningStanding } from './signing-standing.ts';
import type { GrantingTools } from './tools.ts';

/** The signature is kept; with the last one the mandate stands. */
export interface Kept {
  readonly kind: 'done';
  readonly proposal: Proposal;
  readonly mandate?: Mandate;
}

export interface Signed {
  readonly proposal: Proposal;
  readonly signatures: readonly Signature[];
  readonly standing: SigningStanding;
  readonly artefact: { readonly hash: string; readonly value: string };
}

/** One signature of several. */
export async function keepSignature(
  tools: GrantingTools,
  acting: ActingPerson,
  signed: Signed,
): Promise<Kept | 'raced'> {
  const { proposal, signatures, standing, artefact } = signed;
  const after: Proposal = {
    ...proposal,
    signatories: [standing.signatory],
    needed: standing.missing === undefined ? proposal.needed : standing.counting.length + standing.missing,
    signatures,
    revision: proposal.revision + 1,
  };
  const cause = { actor: actorOf(acting), at: tools.clock.now(), change: 'signed', reason: '' };
  const change = changeOf('proposal', proposal, after, cause);
  if ((await tools.store.save({ proposals: [change], artefacts: [artefact] })) === 'raced') return 'raced';
  tellOf(tools.events, after, 'signed');
  return { kind: 'done', proposal: after };
}

/**
 * The last one. The mandate that is passed on is touched in the same transaction, so that it cannot end unseen
 * meanwhile: its end takes what was passed on with it, or comes first.
 */
export async function registerMandate(
  tools: GrantingTools,
  acting: ActingPerson,
  signed: Signed,
): Promise<Kept | 'raced'> {
  const { store, clock, events } = tools;
  const { proposal, standing, artefact } = signed;
  const at = clock.now();
  const mandate = registeredMandate(proposal, signed, at, await store.nextReference());
  const after: Proposal = {
    ...proposal,
    state: 'registered',
    signatories: [standing.signatory],
    signatures: signed.signatures,
    revision: proposal.revision + 1,
  };
  const cause = { actor: actorOf(acting), at, reason: automaticReasons.lastSignature };
  const touched = await touchedParent(tools, proposal, { ...cause, change: 'passed-on' });
  if (touched === 'ended') return 'raced';
  const saved = await store.save({
    mandates: [changeOf('mandate', undefined, mandate, { ...cause, change: 'registered' }), ...touched],
    proposals: [changeOf('proposal', proposal, after, { ...cause, change: 'signed' })],
    artefacts: [artefact],
  });
  if (saved === 'raced') return 'raced';
  tellOf(events, after, 'signed');
  events.publish(mandateRegistered.name, { id: mandate.id, relyingParty: mandate.relyingParty.id });
  return { kind: 'done', proposal: after, mandate };
}

async function touchedParent(
  { store }: GrantingTools,
  { terms: { parent } }: Proposal,
  cause: Parameters<typeof changeOf>[3],
) {
  if (parent === undefined) return [];
  const found = await store.find(parent);
  if (found === undefined) throw new Error('a mandate that is passed on is not there');
  if (found.mandate.ended !== undefined) return 'ended';
  const { mandate } = found;
  return [changeOf('mandate', mandate, { ...mandate, revision: mandate.revision + 1 }, cause)];
}
