import { type EntityRef, entityKey, type Question } from './question.ts';
import type { RuleIndex } from './rule-index.ts';
import type { Permission } from './rules.ts';

/** Names of the roles that hold for this resource: those given for everything, and those given for it or its parents. */
export function rolesOf(
  rules: RuleIndex,
  subjects: readonly EntityRef[],
  resources: ReadonlySet<string>,
): ReadonlySet<string> {
  const held = new Set<string>();
  for (const subject of subjects) {
    for (const { role, resource } of rules.entity(subject)?.roles ?? []) {
      if (resource !== undefined && !resources.has(entityKey(resource))) continue;
      for (const name of rules.roles.withIncluded(role)) held.add(name);
    }
  }
  return held;
}

/** The first of the roles that permits the action on the resource. */
export function byRole(
  rules: RuleIndex,
  roles: ReadonlySet<string>,
  question: Question,
  resources: ReadonlySet<string>,
): string | undefined {
  for (const name of roles) {
    const permissions = rules.roles.find(name)?.permissions ?? [];
    if (permissions.some((permission) => permits(permission, question, resources))) return name;
  }
  return undefined;
}

function permits(
  { resourceType, resourceId, actions }: Permission,
  { resource, action }: Question,
  resources: ReadonlySet<string>,
): boolean {
  if (!actions.includes(action.name)) return false;
  if (resourceId === undefined) return resourceType === resource.type;
  return resources.has(entityKey({ type: resourceType, id: resourceId }));
}
