import {
  type Attempt,
  type Guard,
  type Machine,
  type MatterKind,
  type Role,
  type Ruling,
  ruleOnStep,
} from './machine.ts';
import { machines } from './machines.ts';
import type { Actor, JsonObject, MatterOf, Moved } from './matter.ts';

export interface StepTaken<Kind extends MatterKind> {
  readonly step: string;
  readonly roles: readonly Role[];
  readonly actor: Actor;
  readonly reason: string;
  readonly mend?: readonly string[];
  readonly details?: JsonObject;
  /** The data after the step; unchanged where left out. */
  readonly data?: MatterOf<Kind>['data'];
  readonly at: number;
}

export type Advance<Kind extends MatterKind> =
  | { readonly kind: 'moved'; readonly moved: Moved<Kind>; readonly guards: readonly Guard[] }
  | Exclude<Ruling, { kind: 'open' }>;

/** Opens a matter in the first state of its machine. */
export function opened<Kind extends MatterKind>(
  kind: Kind,
  first: Pick<MatterOf<Kind>, 'id' | 'organisationNumber' | 'data'>,
  by: { readonly actor: Actor; readonly role: Role; readonly step: string; readonly at: number },
): Moved<Kind> {
  const { initial } = machines[kind];
  const { actor, role, step, at } = by;
  return {
    matter: {
      ...first,
      kind,
      state: initial,
      revision: 1,
      createdAt: at,
      changedAt: at,
      said: { step, reason: '', mend: [] },
    },
    entry: {
      number: 1,
      at,
      step,
      from: undefined,
      to: initial,
      actor,
      role,
      reason: '',
      mend: [],
      details: {},
    },
  };
}

/** The matter after a step, if the machine and the parts of whoever acts allow it. Guards are the caller's to look at first. */
export function advance<Kind extends MatterKind>(
  matter: MatterOf<Kind>,
  taken: StepTaken<Kind>,
  machine: Machine = machines[matter.kind],
): Advance<Kind> {
  const { step, roles, reason, actor, at, mend = [], details = {} } = taken;
  const attempt: Attempt = { state: matter.state, step, roles, reason, mend };
  const ruling = ruleOnStep(machine, attempt);
  if (ruling.kind !== 'open') return ruling;
  const { to, guards, who } = ruling.transition;
  const role = who.find((one) => roles.includes(one)) ?? 'system';
  const number = matter.revision + 1;
  return {
    kind: 'moved',
    guards,
    moved: {
      matter: {
        ...matter,
        state: to,
        revision: number,
        changedAt: at,
        said: { step, reason: reason.trim(), mend },
        data: taken.data ?? matter.data,
      },
      entry: { number, at, step, from: matter.state, to, actor, role, reason: reason.trim(), mend, details },
    },
  };
}
