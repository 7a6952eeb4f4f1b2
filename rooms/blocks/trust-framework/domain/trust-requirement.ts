/** Self-declaration, internal audit, external audit, certification by an accredited body: each covers those before. */
export const controls = ['S', 'I', 'E', 'C'] as const;
export type Control = (typeof controls)[number];

/** State authority, region, municipality, private actor. */
export const actorTypes = ['M', 'R', 'K', 'P'] as const;
export type ActorType = (typeof actorTypes)[number];

export const assuranceLevels = ['low', 'substantial', 'high'] as const;
export type AssuranceLevel = (typeof assuranceLevels)[number];

/** Organisational, technical, physical. */
export type RequirementKind = 'O' | 'T' | 'F';

export type RequirementGroup = 'authorization-service' | 'federation-member' | 'identity';

/** One requirement, in the words of its source. Sources: `rooms/blocks/trust-framework/divergences.md`. */
export interface TrustRequirement {
  readonly code: string;
  readonly group: RequirementGroup;
  /** In Swedish, the language that it is law in. Empty where the source has no text. */
  readonly text: string;
  readonly levels: readonly AssuranceLevel[];
  readonly kinds: readonly RequirementKind[];
  /** The weakest control that is enough, where it is one for all, or by who the actor is. */
  readonly control: Control | Readonly<Record<ActorType, Control>>;
}

export function controlFor(requirement: TrustRequirement, actor: ActorType): Control {
  return typeof requirement.control === 'string' ? requirement.control : requirement.control[actor];
}

export function satisfies(given: Control, needed: Control): boolean {
  return controls.indexOf(given) >= controls.indexOf(needed);
}
