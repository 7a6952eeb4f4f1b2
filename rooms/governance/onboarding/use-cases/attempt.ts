import { type Advance, advance, type StepTaken } from '../domain/advance.ts';
import type { Guard, MatterKind } from '../domain/machine.ts';
import type { Matter, MatterOf, Moved } from '../domain/matter.ts';
import { checkGuard } from './guards.ts';
import type { OnboardingTools } from './tools.ts';

/** Finds a condition out, or brings it about: nothing where it holds, else a sentence that says what is missing. */
export type GuardCheck = () => Promise<string | undefined>;

export type Attempted<Kind extends MatterKind> =
  | { readonly kind: 'moved'; readonly moved: Moved<Kind> }
  | Refusal;

/** Why a step was not taken. */
export type Refusal =
  | Exclude<Advance<MatterKind>, { kind: 'moved' }>
  | { readonly kind: 'guarded'; readonly guard: Guard; readonly detail: string };

export type Ask<Kind extends MatterKind> = Omit<StepTaken<Kind>, 'at'>;

/**
 * One step, if the machine allows it and every guard holds; nothing is saved yet. Guards are asked in the order in
 * which the machine names them, so an effect outside the room stands last: it happens only when all else holds.
 */
export async function attempt<Kind extends MatterKind>(
  tools: OnboardingTools,
  matter: MatterOf<Kind>,
  ask: Ask<Kind>,
  effects: Partial<Record<Guard, GuardCheck>> = {},
): Promise<Attempted<Kind>> {
  const advanced = advance(matter, { ...ask, at: tools.clock.now() });
  if (advanced.kind !== 'moved') return advanced;
  for (const guard of advanced.guards) {
    const check = effects[guard] ?? (() => checkGuard(guard, tools, matter as Matter, ask.actor));
    const detail = await check();
    if (detail !== undefined) return { kind: 'guarded', guard, detail };
  }
  return { kind: 'moved', moved: advanced.moved };
}
