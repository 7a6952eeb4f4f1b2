import type { HistoryEntry } from '../../domain/history.ts';
import type { Mandate } from '../../domain/mandate.ts';
import { partiesOfMandate } from '../../domain/protected-identity.ts';
import type { ActingPerson } from '../actor.ts';
import { type HidingTools, mayShowText } from '../hidden-persons.ts';
import { type SeenMandate, seeMandate } from './parts.ts';
import type { LifeTools } from './tools.ts';

type ReadTools = Pick<LifeTools, 'store' | 'clock'>;

/** Under which name a case handler's reading is told to the parties. */
export const handlingService = 'handlaggning';

/** A mandate for someone whom it concerns. */
export function readMandate(
  tools: ReadTools,
  actor: ActingPerson,
  id: string,
  requestId: string,
): Promise<SeenMandate | undefined> {
  return seeAndTell(tools, actor, id, { purpose: 'readMandate', requestId });
}

/**
 * Everything of a mandate is read through this: a case handler who is no party leaves a row among the lookups, which
 * both parties see.
 */
async function seeAndTell(
  tools: ReadTools,
  actor: ActingPerson,
  id: string,
  { purpose, requestId }: { readonly purpose: string; readonly requestId: string },
): Promise<SeenMandate | undefined> {
  const seen = await seeMandate(tools.store, actor, id);
  if (seen === undefined) return undefined;
  if (seen.parts.every((part) => part === 'handler')) {
    await noteReading(tools, [seen.mandate], purpose, requestId);
  }
  return seen;
}

/** Tells grantor and holders of each mandate that the relying party has looked at it. */
export async function noteReading(
  { store, clock }: ReadTools,
  mandates: readonly Mandate[],
  purpose: string,
  requestId: string,
): Promise<void> {
  const at = clock.now();
  await store.noteLookups(
    mandates.flatMap(({ relyingParty, grantor, holders }) =>
      holders.map((holder) => ({
        at,
        organisation: relyingParty.id,
        service: handlingService,
        purpose,
        relyingParty: relyingParty.id,
        grantor,
        holder,
        found: 1,
        requestId,
      })),
    ),
  );
}

export interface MandateHistory {
  readonly entries: readonly HistoryEntry[];
  readonly relyingParty: string;
}

/** What happened to it, oldest first: first how it came about as a proposal, then as a mandate. */
export async function readHistory(
  tools: ReadTools,
  actor: ActingPerson,
  id: string,
  requestId: string,
): Promise<MandateHistory | undefined> {
  const seen = await seeAndTell(tools, actor, id, { purpose: 'readMandateHistory', requestId });
  if (seen === undefined) return undefined;
  const { store } = tools;
  const entries = [...(await store.history('proposal', id)), ...(await store.history('mandate', id))];
  return { entries, relyingParty: seen.mandate.relyingParty.id };
}

/** The exact text that its signatures are over; a mandate on paper or by law has none. */
export async function readText(
  tools: ReadTools & HidingTools,
  actor: ActingPerson,
  id: string,
  requestId: string,
): Promise<string | undefined> {
  const seen = await seeAndTell(tools, actor, id, { purpose: 'readMandateText', requestId });
  if (seen === undefined || !(await isWholeShown(tools, actor, seen))) return undefined;
  return (await tools.store.proposal(id))?.text;
}

/** The artefact of one of its signatures as it was given, so that anyone can verify it without us. */
export async function readSignature(
  tools: ReadTools & HidingTools,
  actor: ActingPerson,
  { id, hash }: { readonly id: string; readonly hash: string },
  requestId: string,
): Promise<string | undefined> {
  const seen = await seeAndTell(tools, actor, id, { purpose: 'readMandateSignature', requestId });
  const signature = seen?.mandate.signatures.find(({ artefactHash }) => artefactHash === hash);
  if (seen === undefined || signature === undefined) return undefined;
  return (await isWholeShown(tools, actor, seen, [signature.person]))
    ? tools.store.artefact(hash)
    : undefined;
}

/** Texts and artefacts name everyone: shown to the relying party, and to a party where nobody in them is protected. */
async function isWholeShown(
  tools: HidingTools,
  actor: ActingPerson,
  { mandate, parts }: SeenMandate,
  signers = mandate.signatures.map(({ person }) => person),
): Promise<boolean> {
  if (parts.every((part) => part === 'handler')) return true;
  return mayShowText(tools, actor, partiesOfMandate(mandate), signers);
}
