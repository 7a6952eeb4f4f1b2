import type { Policy, PolicySet } from './rules.ts';

export interface IndexedPolicy {
  /** `set/policy`: how an administrator finds it. */
  readonly reference: string;
  readonly policy: Policy;
}

export interface Applicable {
  readonly denies: readonly IndexedPolicy[];
  readonly permits: readonly IndexedPolicy[];
}

/** Types and actions come from callers; beyond this many combinations the memory begins anew. */
const mostRemembered = 10_000;

/** Policies by the type of resource and the action that they are about. */
export class PolicyIndex {
  readonly #sets = new Map<string, PolicySet>();
  readonly #applicable = new Map<string, Applicable>();

  put(id: string, set: PolicySet): void {
    this.#sets.set(id, set);
    this.#applicable.clear();
  }

  remove(id: string): void {
    this.#sets.delete(id);
    this.#applicable.clear();
  }

  about(resourceType: string, action: string): Applicable {
    const key = `${resourceType}\u0000${action}`;
    const known = this.#applicable.get(key);
    if (known !== undefined) return known;
    const found = this.#select(resourceType, action);
    if (this.#applicable.size >= mostRemembered) this.#applicable.clear();
    this.#applicable.set(key, found);
    return found;
  }

  /** Actions that policies name for the type, in the order in which they stand there. */
  actionsOn(resourceType: string): readonly string[] {
    const named = [...this.#sets.values()].flatMap((set) => [
      ...set.resourceTypes.filter(({ type }) => type === resourceType).flatMap(({ actions }) => actions),
      ...set.policies
        .filter((policy) => policy.resourceType === undefined || policy.resourceType === resourceType)
        .flatMap(({ actions }) => actions ?? []),
    ]);
    return [...new Set(named)];
  }

  #select(resourceType: string, action: string): Applicable {
    const indexed = [...this.#sets.values()].flatMap((set) =>
      set.policies
        .filter((policy) => isAbout(policy, resourceType, action))
        .map((policy) => ({ reference: `${set.name}/${policy.id}`, policy })),
    );
    return {
      denies: indexed.filter(({ policy }) => policy.effect === 'deny'),
      permits: indexed.filter(({ policy }) => policy.effect === 'permit'),
    };
  }
}

function isAbout(policy: Policy, resourceType: string, action: string): boolean {
  return (
    (policy.resourceType === undefined || policy.resourceType === resourceType) &&
    (policy.actions === undefined || policy.actions.includes(action))
  );
}
