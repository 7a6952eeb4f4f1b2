/** RFC 8707 §2: an absolute URI without a fragment. */
export function isResource(text: string): boolean {
  return text.length <= 1000 && URL.canParse(text) && !text.includes('#');
}

/** Whether `asked` is `allowed` or lies below it, part by part: `…/v1` does not cover `…/v10`. */
export function covers(allowed: string, asked: string): boolean {
  const base = allowed.endsWith('/') ? allowed.slice(0, -1) : allowed;
  if (asked === allowed || asked === base) return true;
  return (
    asked.startsWith(`${base}/`) && !asked.includes('/..') && !asked.includes('?') && !asked.includes('%')
  );
}

export function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

export function coveredByOne(allowed: readonly string[], asked: string): boolean {
  return allowed.some((one) => covers(one, asked));
}
