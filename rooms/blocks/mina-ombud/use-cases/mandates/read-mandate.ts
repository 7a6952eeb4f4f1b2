import type { HistoryEntry } from '../../domain/history.ts';
import type { Mandate } from '../../domain/mandate.ts';
import type { ActingPerson } from '../actor.ts';
import { type SeenMandate, seeMandate } from './parts.ts';
import type { LifeTools } from './tools.ts';

type ReadTools = Pick<LifeTools, 'store' | 'clock'>;

/** Under which name a case handler's reading is told to the parties. */
export const handlingService = 'handlaggning';

/**
 * A mandate for someone whom it concerns. A case handler who is no party leaves a row among the lookups, which both
 * parties see.
 */
export async function readMandate(
  tools: ReadTools,
  actor: ActingPerson,
  id: string,
  requestId: string,
): Promise<SeenMandate | undefined> {
  const seen = await seeMandate(tools.store, actor, id);
  if (seen === undefined) return undefined;
  if (seen.parts.every((part) => part === 'handler')) {
    await noteReading(tools, [seen.mandate], 'readMandate', requestId);
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
  { store }: Pick<LifeTools, 'store'>,
  actor: ActingPerson,
  id: string,
): Promise<MandateHistory | undefined> {
  const seen = await seeMandate(store, actor, id);
  if (seen === undefined) return undefined;
  const entries = [...(await store.history('proposal', id)), ...(await store.history('mandate', id))];
  return { entries, relyingParty: seen.mandate.relyingParty.id };
}

/** The artefact of one of its signatures as it was given, so that anyone can verify it without us. */
export async function readSignature(
  { store }: Pick<LifeTools, 'store'>,
  actor: ActingPerson,
  id: string,
  hash: string,
): Promise<string | undefined> {
  const seen = await seeMandate(store, actor, id);
  const has = seen?.mandate.signatures.some(({ artefactHash }) => artefactHash === hash) ?? false;
  return has ? store.artefact(hash) : undefined;
}
