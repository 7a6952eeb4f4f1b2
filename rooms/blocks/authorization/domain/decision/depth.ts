/** How deep properties and contexts may be nested. Nobody needs more, and recursion over them stays short. */
export const deepest = 32;

export function isTooDeep(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isTooDeep(member, levels - 1));
}
