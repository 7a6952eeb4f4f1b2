import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { nextStep, type RotationWaits, type WithdrawalReason } from '../domain/rotation.ts';
import { anchorKeysRotated } from '../events.ts';
import type { AnchorKeyStore } from '../store/store.ts';
import { recordKeyLives } from './anchor.ts';

export type RotateOutcome =
  | {
      readonly kind: 'stepped';
      readonly step: 'announced' | 'promoted' | 'withdrawn';
      readonly kids: readonly string[];
    }
  /** Too early; `until` in milliseconds since the epoch. */
  | { readonly kind: 'wait'; readonly for: 'promote' | 'withdraw'; readonly until: number };

export interface RotateTools {
  readonly keys: KeyRing;
  readonly store: AnchorKeyStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly waits: RotationWaits;
}

/** One step of the anchor's key rotation. The ring is changed first, so that a crash never loses a key in use. */
export async function rotateAnchorKeys(
  hurry: boolean,
  tools: RotateTools,
  reason?: WithdrawalReason,
): Promise<RotateOutcome> {
  const lives = await tools.store.anchorKeys();
  const step = nextStep(lives, tools.waits, tools.clock.now(), hurry);
  if (step.kind === 'wait') return step;
  const stepped = takeStep(step, tools.keys);
  await recordKeyLives(tools.keys, tools.store, tools.clock, reason);
  tools.events.publish(anchorKeysRotated.name, { step: stepped.step, kids: stepped.kids });
  return { kind: 'stepped', ...stepped };
}

type Step = Exclude<ReturnType<typeof nextStep>, { kind: 'wait' }>;
type Stepped = { step: 'announced' | 'promoted' | 'withdrawn'; kids: readonly string[] };

function takeStep(step: Step, keys: KeyRing): Stepped {
  switch (step.kind) {
    case 'announce':
      return { step: 'announced', kids: [keys.announce().kid] };
    case 'promote':
      keys.promote();
      return { step: 'promoted', kids: [step.kid] };
    case 'withdraw':
      for (const kid of step.kids) keys.retire(kid);
      return { step: 'withdrawn', kids: step.kids };
  }
}
