import type { MatterKind } from '../domain/machine.ts';
import type { Matter, Moved } from '../domain/matter.ts';
import { matterMoved } from '../events.ts';
import type { Refusal } from './attempt.ts';
import type { OnboardingTools } from './tools.ts';

/** How a step ends. */
export type StepOutcome =
  | { readonly kind: 'done'; readonly matter: Matter }
  /** There is none, or none that this person may see. */
  | { readonly kind: 'unknown' }
  /** It no longer stands as the caller last saw it. */
  | { readonly kind: 'changed'; readonly revision: number }
  | Refusal;

/** Saves the steps of one call together, and tells of each afterwards. */
export async function commit<Kind extends MatterKind>(
  tools: OnboardingTools,
  before: { readonly revision: number },
  steps: readonly [Moved<Kind>, ...Moved<Kind>[]],
  born: readonly Moved[] = [],
): Promise<StepOutcome> {
  const all = steps as unknown as readonly [Moved, ...Moved[]];
  const saved = await tools.store.save(all, before.revision, born);
  if (saved === 'raced') return { kind: 'changed', revision: before.revision };
  tell(tools, [...all, ...born]);
  return { kind: 'done', matter: (all.at(-1) ?? all[0]).matter as Matter };
}

export function tell(tools: OnboardingTools, steps: readonly Moved[]): void {
  for (const { matter, entry } of steps) {
    const { id, kind, organisationNumber: orgnr } = matter;
    tools.events.publish(matterMoved.name, { id, kind, orgnr, step: entry.step, state: entry.to });
  }
}
