import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { second } from '@ena/kernel/time.ts';
import { nextStep, type RotationWaits, type WithdrawalReason } from '../domain/rotation.ts';
import { findTrustMarkType } from '../domain/trust-mark-type.ts';
import { trustMarkKeysRotated } from '../events.ts';
import type { AnchorKeyStore } from '../store/store.ts';
import type { KeptToken, MarkKeyStore, MarkParty } from '../store/trust-mark-store.ts';
import { recordKeyLives } from './anchor.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export type RotateMarkKeysOutcome =
  | {
      readonly kind: 'stepped';
      readonly step: 'announced' | 'promoted' | 'withdrawn';
      readonly kids: readonly string[];
      /** How many marks in force were signed anew, because a key that they stood on is gone. */
      readonly resigned: number;
    }
  /** Too early; `until` in milliseconds since the epoch. */
  | { readonly kind: 'wait'; readonly for: 'promote' | 'withdraw'; readonly until: number };

export interface RotateMarkKeysRequest {
  readonly party: MarkParty;
  /** Skips the waits: a key has leaked. */
  readonly hurry: boolean;
  readonly reason: WithdrawalReason | undefined;
}

/**
 * One step of a rotation. A retired key stays published as long as a mark may live, so a rotation in its time breaks
 * nothing; where a key goes before, the marks that stand on it are signed anew and their old tokens end.
 */
export async function rotateTrustMarkKeys(
  { party, hurry, reason }: RotateMarkKeysRequest,
  tools: TrustMarkTools,
): Promise<RotateMarkKeysOutcome> {
  const keys = tools.keys[party];
  const lives = await tools.marks.markKeys(party);
  const step = nextStep(lives, tools.waits, tools.clock.now(), hurry);
  if (step.kind === 'wait') return step;
  const stepped = take(step, keys);
  await recordKeyLives(keys, livesOf(tools.marks, party), tools.clock, reason);
  const resigned = stepped.step === 'withdrawn' ? await signAnew(stepped.kids, tools) : 0;
  tools.events.publish(trustMarkKeysRotated.name, { party, ...stepped });
  return { kind: 'stepped', ...stepped, resigned };
}

/** The part of a store that keeps the lives of one party's keys, as the anchor's is kept. */
export function livesOf(store: MarkKeyStore, party: MarkParty): AnchorKeyStore {
  return {
    anchorKeys: () => store.markKeys(party),
    saveAnchorKey: (life) => store.saveMarkKey(party, life),
  };
}

/** The waits of these rings: everyone has the new key, and nothing that the old one signed is in force. */
export function markKeyWaits(announceHours: number, longestValidityDays: number): RotationWaits {
  return { announceHours, retireHours: longestValidityDays * 24 };
}

type Step = Exclude<ReturnType<typeof nextStep>, { kind: 'wait' }>;
interface Stepped {
  readonly step: 'announced' | 'promoted' | 'withdrawn';
  readonly kids: readonly string[];
}

function take(step: Step, keys: KeyRing): Stepped {
  if (step.kind === 'announce') return { step: 'announced', kids: [keys.announce().kid] };
  if (step.kind === 'promote') {
    keys.promote();
    return { step: 'promoted', kids: [step.kid] };
  }
  for (const kid of step.kids) keys.retire(kid);
  return { step: 'withdrawn', kids: step.kids };
}

async function signAnew(gone: readonly string[], tools: TrustMarkTools): Promise<number> {
  const now = Math.floor(tools.clock.now() / second);
  let count = 0;
  for (const subject of await tools.marks.markedSubjects({}, now)) {
    for (const token of await tools.marks.liveTokens(subject, now)) {
      if (standsOn(token.jwt, gone) && (await signAgain(token, now, tools))) count += 1;
    }
  }
  return count;
}

/** Whether the mark, or the delegation inside it, was signed by one of the keys. */
function standsOn(jwt: string, kids: readonly string[]): boolean {
  const mark = decodeJwtUnverified(jwt);
  const delegation = decodeJwtUnverified(String(mark?.payload.delegation));
  return [mark, delegation].some((one) => kids.includes(String(one?.header.kid)));
}

async function signAgain(token: KeptToken, now: number, tools: TrustMarkTools): Promise<boolean> {
  const type = findTrustMarkType(token.type, tools.anchor);
  const mark = await tools.marks.latestMark(token.subject, token.type);
  if (type === undefined || mark === undefined) return false;
  const signed = tools.authority.sign(token.subject, type, now, Math.floor(mark.expiresAt / second));
  const saved = await tools.marks.saveMark({
    mark: { ...mark, revision: mark.revision + 1 },
    previous: mark.revision,
    step: { step: 'renewed', at: tools.clock.now(), by: 'trust-framework', reason: 'A key was withdrawn.' },
    token: signed,
    endsTokens: true,
  });
  return saved === 'saved';
}
