import { sha256 } from '@ena/kernel/crypto/digest.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import { type NoteVerifier, renderNote } from '@ena/kernel/trace/note.ts';
import { type AddCheckpoint, cosign, judgeAddCheckpoint } from '@ena/kernel/trace/witness.ts';
import type { LogKey, TrustFrameworkOffer } from '#rooms/blocks/trust-framework';
import { type InconsistencyKind, isFork } from '../domain/inconsistency.ts';
import type { WitnessedLog } from '../domain/witnessed-log.ts';
import { logInconsistent } from '../events.ts';
import type { WitnessStore } from '../store/store.ts';
import type { OpenMatters } from './open-matters.ts';
import { logVerifier, type Witness } from './witness.ts';

/** One for each status of https://c2sp.org/tlog-witness, add-checkpoint. */
export type CosignOutcome =
  /** 200; the cosignature line with its newline. */
  | { readonly kind: 'cosigned'; readonly cosignature: string }
  /** 400 */
  | { readonly kind: 'bad-request'; readonly sentence: string }
  /** 403 */
  | { readonly kind: 'untrusted'; readonly sentence: string }
  /** 404 */
  | { readonly kind: 'unknown-origin'; readonly sentence: string }
  /** 409 */
  | { readonly kind: 'conflict'; readonly size: number }
  /** 422 */
  | { readonly kind: 'inconsistent'; readonly sentence: string };

export interface CosignTools {
  readonly store: WitnessStore;
  readonly trust: TrustFrameworkOffer;
  readonly witness: Witness;
  readonly matters: OpenMatters;
  readonly events: EventBus;
  readonly clock: Clock;
}

interface KnownLog {
  readonly holder: LogKey;
  readonly verifier: NoteVerifier;
  readonly stored: WitnessedLog | undefined;
}

/**
 * Judges a checkpoint against the stored head, stores it as the new head, then hands out the cosignature.
 * The store compares and replaces in one statement, so of two requests judged against the same head one wins and
 * the other's cosignature, although made, never leaves.
 */
export async function cosignCheckpoint(request: AddCheckpoint, tools: CosignTools): Promise<CosignOutcome> {
  const log = await knownLog(request.signed.checkpoint.origin, tools);
  const known = log && { verifiers: [log.verifier], head: log.stored };
  const judgement = await judgeAddCheckpoint(request, known, sha256);
  if (log === undefined || judgement.kind === 'unknown-origin' || judgement.kind === 'untrusted') {
    return judgement.kind === 'accepted' ? unknownOrigin : judgement;
  }
  if (judgement.kind === 'accepted') return advance(request, log, tools);
  await keepEvidence(request, log, judgement.kind === 'inconsistent', tools);
  return judgement;
}

const unknownOrigin: CosignOutcome = {
  kind: 'unknown-origin',
  sentence: 'No log of this origin is known here.',
};

async function knownLog(origin: string, { store, trust }: CosignTools): Promise<KnownLog | undefined> {
  const holder = await trust.findLogKey(origin);
  const verifier = holder && (await logVerifier(holder.vkey));
  return verifier && { holder, verifier, stored: await store.find(origin) };
}

async function advance(request: AddCheckpoint, log: KnownLog, tools: CosignTools): Promise<CosignOutcome> {
  const { checkpoint, note } = request.signed;
  const now = tools.clock.now();
  const cosignature = cosign(tools.witness.signer, note.text, Math.floor(now / second));
  const own = note.signatures.filter((s) => s.name === log.verifier.name && s.keyId === log.verifier.keyId);
  const next: WitnessedLog = {
    origin: checkpoint.origin,
    organisationNumber: log.holder.organisationNumber,
    size: checkpoint.size,
    root: checkpoint.root,
    checkpoint: `${renderNote({ text: note.text, signatures: own })}${cosignature}`,
    cosignedAt: now,
  };
  if ((await tools.store.advance(next, log.stored)) === 'overtaken') {
    const winner = await tools.store.find(checkpoint.origin);
    return { kind: 'conflict', size: winner?.size ?? 0 };
  }
  if (tools.matters.concerns(checkpoint.origin)) await tools.matters.refresh();
  return { kind: 'cosigned', cosignature };
}

/** Only called for checkpoints whose signature is right: nothing forged becomes evidence. */
async function keepEvidence(
  request: AddCheckpoint,
  { holder, stored }: KnownLog,
  refusedAsInconsistent: boolean,
  tools: CosignTools,
): Promise<void> {
  const { checkpoint, note } = request.signed;
  const forked = isFork(checkpoint, stored, sha256(new Uint8Array(0)));
  if (!forked && !refusedAsInconsistent) return;
  const kind: InconsistencyKind = forked ? 'fork' : 'unproven';
  const { origin, size, root } = checkpoint;
  const now = tools.clock.now();
  const id = prefixedId('inconsistency', now);
  const evidence = {
    id,
    origin,
    kind,
    size,
    root,
    checkpoint: renderNote(note),
    against: stored?.checkpoint,
  };
  if (!(await tools.store.keep({ ...evidence, seenAt: now }))) return;
  await tools.matters.refresh();
  tools.events.publish(logInconsistent.name, { id, origin, orgnr: holder.organisationNumber, kind, size });
}
