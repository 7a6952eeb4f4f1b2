import type { Evidence } from './trust-mark-evidence.ts';
import {
  type ActorType,
  type Control,
  controlFor,
  controls,
  satisfies,
  type TrustRequirement,
} from './trust-requirement.ts';

/** Why one requirement is not fulfilled, and which control would fulfil it. */
export interface Shortfall {
  readonly requirement: string;
  readonly needs: Control;
  readonly because: 'no-evidence' | 'weaker-control' | 'lapsed';
  /** The strongest control that is in force, where it is too weak. */
  readonly has?: Control;
}

export type Evaluation =
  /** `until`: when the first of the evidence that carries it lapses, milliseconds since the epoch. */
  | { readonly kind: 'fulfilled'; readonly until: number }
  | { readonly kind: 'unfulfilled'; readonly missing: readonly Shortfall[] };

/** Each requirement needs evidence in force, under the control that the requirement asks of this type of actor. */
export function evaluate(
  requirements: readonly TrustRequirement[],
  actor: ActorType,
  evidence: readonly Evidence[],
  now: number,
): Evaluation {
  const missing: Shortfall[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const requirement of requirements) {
    const about = evidence.filter((one) => one.requirement === requirement.code);
    const needs = controlFor(requirement, actor);
    const carrying = about.filter((one) => one.validUntil > now && satisfies(one.control, needs));
    if (carrying.length === 0) missing.push(shortfall(requirement.code, needs, about, now));
    else until = Math.min(until, Math.max(...carrying.map((one) => one.validUntil)));
  }
  return missing.length === 0 ? { kind: 'fulfilled', until } : { kind: 'unfulfilled', missing };
}

function shortfall(requirement: string, needs: Control, about: readonly Evidence[], now: number): Shortfall {
  const inForce = about.filter((one) => one.validUntil > now).map((one) => one.control);
  if (about.some((one) => one.validUntil <= now && satisfies(one.control, needs)))
    return { requirement, needs, because: 'lapsed' };
  const has = controls.findLast((control) => inForce.includes(control));
  return has === undefined
    ? { requirement, needs, because: 'no-evidence' }
    : { requirement, needs, because: 'weaker-control', has };
}
