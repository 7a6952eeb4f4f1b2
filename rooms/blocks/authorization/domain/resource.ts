/** RFC 3986 §2: the characters of a URI, percent-encoded octets whole; no fragment (RFC 8707 §2). */
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
/** `https:/a` and `https:a` have a host to some readers (WHATWG URL) and none to others. */
const withoutHost = /^https?:(?!\/\/[^/?])/i;
/** §5.2.4: what a reader takes away before it looks, also where it decodes first. */
const dotSegment = /\/(?:\.|%2e){1,2}(?=[/?]|$)/i;
/** Dot, slash, backslash and percent. */
const encodedSeparator = /%(?:2e|2f|5c|25)/i;

/** RFC 8707 §2: an absolute URI without a fragment, which stays what it is when it is normalised. */
export function isResource(text: string): boolean {
  return (
    text.length <= 1000 &&
    uri.test(text) &&
    !withoutHost.test(text) &&
    !dotSegment.test(text) &&
    URL.canParse(text)
  );
}

/** Whether `asked` is `allowed` or lies below it, part by part: `…/v1` does not cover `…/v10`. */
export function covers(allowed: string, asked: string): boolean {
  const base = allowed.endsWith('/') ? allowed.slice(0, -1) : allowed;
  if (asked === allowed || asked === base) return true;
  return asked.startsWith(`${base}/`) && isPlainPath(asked.slice(base.length)) && isResource(asked);
}

/** What lies below must lie below for every API, also for one that decodes a path before it splits it. */
function isPlainPath(below: string): boolean {
  return !below.includes('?') && !below.includes('/..') && !encodedSeparator.test(below);
}

export function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

export function coveredByOne(allowed: readonly string[], asked: string): boolean {
  return allowed.some((one) => covers(one, asked));
}
