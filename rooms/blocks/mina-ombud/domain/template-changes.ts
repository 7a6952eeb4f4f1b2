import type { TemplateContent, TemplatePermission } from './template.ts';

/** What of a template differs between two versions of it. */
export type TemplateChange =
  | { readonly kind: 'permission-added' | 'permission-removed' | 'permission-changed'; readonly code: string }
  | { readonly kind: 'changed'; readonly what: Exclude<keyof TemplateContent, 'permissions'> };

const plain = [
  'title',
  'description',
  'grantorRoles',
  'holderRoles',
  'longestMonths',
  'endRequired',
  'mayDelegate',
  'limits',
  'byLaw',
] as const satisfies readonly Exclude<keyof TemplateContent, 'permissions'>[];

/** Tells a maker of a draft what has changed since the version that the draft was made from. */
export function templateChanges(before: TemplateContent, after: TemplateContent): readonly TemplateChange[] {
  const changed = plain
    .filter((what) => JSON.stringify(before[what]) !== JSON.stringify(after[what]))
    .map((what) => ({ kind: 'changed', what }) as const);
  return [...changed, ...permissionChanges(before.permissions, after.permissions)];
}

function permissionChanges(
  before: readonly TemplatePermission[],
  after: readonly TemplatePermission[],
): readonly TemplateChange[] {
  const old = new Map(before.map((permission) => [permission.code, permission]));
  const now = new Set(after.map(({ code }) => code));
  const gone = before
    .filter(({ code }) => !now.has(code))
    .map(({ code }) => ({ kind: 'permission-removed', code }) as const);
  const others = after.flatMap((permission): TemplateChange[] => {
    const was = old.get(permission.code);
    if (was === undefined) return [{ kind: 'permission-added', code: permission.code }];
    return samePermission(was, permission) ? [] : [{ kind: 'permission-changed', code: permission.code }];
  });
  return [...gone, ...others];
}

function samePermission(a: TemplatePermission, b: TemplatePermission): boolean {
  return a.title === b.title && a.description === b.description && a.obligatory === b.obligatory;
}
