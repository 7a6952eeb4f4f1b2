const compiled = new Map<string, RegExp>();

/**
 * `{name}` matches one non-empty segment, a final `{name...}` any rest. Everything else is literal.
 * A path that a server could read in two ways never matches, whatever the template says: see `isUnambiguousPath`.
 */
export function pathMatches(template: string, path: string): boolean {
  return isUnambiguousPath(path) && expression(template).test(path);
}

/** RFC 3986 §3.3: characters of a path, with whole percent escapes. */
const wellFormed = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/;

/**
 * Encoded slash, backslash, dot, semicolon or control character, or an escape within an escape: a server that
 * decodes before it splits, or decodes twice, would see other segments than we do.
 */
const disguised = /%(?:2[ef]|3b|5c|[01][0-9a-f]|7f|25[0-9a-f]{2})/i;

/** Empty, `.` and `..`, also with a path parameter behind (`..;x` is `..` to Java servers); a last empty segment is a trailing slash. */
const misleading = /\/(?:\/|\.{1,2}(?:;[^/]*)?(?:\/|$))/;

/** Whether every server splits and reads the path (without query) as we do. */
export function isUnambiguousPath(path: string): boolean {
  return wellFormed.test(path) && !disguised.test(path) && !misleading.test(path);
}

/** Whether the text can be used as a template: literal segments, `{name}` and a last `{name...}`. */
export function isPathTemplate(template: string): boolean {
  return /^(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z][A-Za-z0-9_]*\}))*(?:\/(?:\{[A-Za-z][A-Za-z0-9_]*\.\.\.\})?)?$/.test(
    template,
  );
}

/** Templates come from partners too, so none may cost more than the path is long: `.*` stands once, at the end. */
function expression(template: string): RegExp {
  const known = compiled.get(template);
  if (known) return known;
  const segments = template.split('/');
  const source = segments
    .map((segment, at) => {
      if (at === segments.length - 1 && /^\{[^}]*\.\.\.\}$/.test(segment)) return '.*';
      if (/^\{[^}]*\}$/.test(segment) && !segment.endsWith('...}')) return '[^/]+';
      return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  const made = new RegExp(`^${source}$`, 's');
  if (compiled.size > 10_000) compiled.clear();
  compiled.set(template, made);
  return made;
}
