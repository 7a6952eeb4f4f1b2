import { contactMachine } from './contact-machine.ts';
import type { Machine, MatterKind, State } from './machine.ts';
import { organisationMachine } from './organisation-machine.ts';
import { serviceMachine } from './service-machine.ts';
import { trustMarkMachine } from './trust-mark-machine.ts';

/** The four processes of joining. */
export const machines: Readonly<Record<MatterKind, Machine>> = {
  organisation: organisationMachine,
  contact: contactMachine,
  service: serviceMachine,
  'trust-mark': trustMarkMachine,
};

/** Throws on a state that the machine has not: a row that no code here has written. */
export function stateOf(kind: MatterKind, state: string): State {
  const found = machines[kind].states[state];
  if (found === undefined) throw new Error(`${kind} has no state ${state}`);
  return found;
}

/** The states in which a case handler is expected to act, for the queue. */
export const waitingForReview: readonly { readonly kind: MatterKind; readonly state: string }[] =
  Object.values(machines).flatMap(({ kind, states }) =>
    Object.entries(states)
      .filter(([, { waitsFor }]) => waitsFor.includes('case-handler'))
      .map(([state]) => ({ kind, state })),
  );
