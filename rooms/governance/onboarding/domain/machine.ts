/** In what part someone takes a step. A person may have several at once. */
export type Role =
  /** Who filed the matter. */
  | 'applicant'
  /** May sign for the organisation, as the company base data say. */
  | 'signatory'
  | 'administrative'
  | 'technical'
  | 'technical-agent'
  /** Holds the code of an invitation. */
  | 'invited'
  /** The contact that the matter is about. */
  | 'self'
  | 'case-handler'
  /** The room itself: an automatic check, the sandbox's automatic decision, a step that follows from another. */
  | 'system';

/** Conditions that the use-case finds out before a step; `domain` only says which step needs which. */
export type Guard =
  | 'checks-passed'
  | 'enough-signatures'
  | 'still-entitled'
  | 'name-is-free'
  | 'not-revoked'
  | 'not-in-federation'
  | 'registered-in-federation'
  | 'other-administrative-contact'
  | 'not-own-organisation'
  | 'accepted-by-federation'
  | 'all-requirements-met'
  | 'mark-issued';

/** What must be said with a step. `mend`: what the other side has to put right, beside the reason. */
export type Demand = 'nothing' | 'reason' | 'reason-and-mend';

export interface Transition {
  readonly from: readonly string[];
  readonly step: string;
  readonly to: string;
  readonly who: readonly Role[];
  readonly demands: Demand;
  readonly guards: readonly Guard[];
}

export interface State {
  /** Who is expected to act; nobody in a final state. */
  readonly waitsFor: readonly Role[];
  /** True where the process has ended, though a step may still be open (an active contact can be removed). */
  readonly final: boolean;
  readonly sv: string;
  readonly en: string;
}

export type MatterKind = 'organisation' | 'contact' | 'service' | 'trust-mark';

/** A process as data: its states and the steps between them. */
export interface Machine {
  readonly kind: MatterKind;
  readonly initial: string;
  readonly states: Readonly<Record<string, State>>;
  readonly transitions: readonly Transition[];
}

export interface Attempt {
  readonly state: string;
  readonly step: string;
  readonly roles: readonly Role[];
  readonly reason: string;
  readonly mend: readonly string[];
}

export type Ruling =
  | { readonly kind: 'open'; readonly transition: Transition }
  /** The machine has no such step from this state. */
  | { readonly kind: 'not-open' }
  /** The step is open, for others. */
  | { readonly kind: 'not-yours'; readonly who: readonly Role[] }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'mend-missing' };

/** Whether a step may be taken, before its guards are looked at. */
export function ruleOnStep(machine: Machine, attempt: Attempt): Ruling {
  const transition = machine.transitions.find(
    ({ from, step }) => step === attempt.step && from.includes(attempt.state),
  );
  if (transition === undefined) return { kind: 'not-open' };
  if (!transition.who.some((role) => attempt.roles.includes(role))) {
    return { kind: 'not-yours', who: transition.who };
  }
  if (transition.demands !== 'nothing' && attempt.reason.trim() === '') return { kind: 'reason-missing' };
  if (transition.demands === 'reason-and-mend' && attempt.mend.length === 0) return { kind: 'mend-missing' };
  return { kind: 'open', transition };
}

/** The steps that someone in these parts could take now; guards may still refuse one. */
export function openSteps(machine: Machine, state: string, roles: readonly Role[]): readonly Transition[] {
  return machine.transitions.filter(
    ({ from, who }) => from.includes(state) && who.some((role) => roles.includes(role)),
  );
}
