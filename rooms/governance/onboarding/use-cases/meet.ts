import type { MatterKind, Role } from '../domain/machine.ts';
import type { Actor, Matter, MatterOf } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { maySee, rolesIn } from '../domain/roles.ts';
import type { OnboardingTools } from './tools.ts';

/** A person before a matter, in the parts that count now. */
export interface Meeting<Kind extends MatterKind = MatterKind> {
  readonly matter: MatterOf<Kind>;
  readonly roles: readonly Role[];
  readonly actor: Actor;
}

/** `self`: in the parts that the matter and the organisation give. `review`: as a case handler, and as nothing else. */
export type Capacity = 'self' | 'review';

/**
 * The matter, if it is there and the person may see it. What one may not see does not exist: who applies is nobody
 * else's business. That the person is a case handler has been found out already.
 */
export async function meet(
  { store }: Pick<OnboardingTools, 'store'>,
  id: string,
  person: Person,
  capacity: Capacity,
): Promise<Meeting | undefined> {
  const matter = await store.find(id);
  if (matter === undefined) return undefined;
  if (capacity === 'review') {
    return { matter, roles: ['case-handler'], actor: { kind: 'case-handler', ...person } };
  }
  return meetAsSelf({ store }, matter, person);
}

export async function meetAsSelf(
  { store }: Pick<OnboardingTools, 'store'>,
  matter: Matter,
  person: Person,
): Promise<Meeting | undefined> {
  const { personalNumber } = person;
  const held = await store.contactRoles(matter.organisationNumber, personalNumber);
  if (!maySee(matter, personalNumber, held)) return undefined;
  return { matter, roles: rolesIn(matter, personalNumber, held), actor: { kind: 'person', ...person } };
}

/** Narrows a meeting to one kind of matter. */
export function ofKind<Kind extends MatterKind>(
  meeting: Meeting | undefined,
  kind: Kind,
): Meeting<Kind> | undefined {
  return meeting?.matter.kind === kind ? (meeting as unknown as Meeting<Kind>) : undefined;
}
