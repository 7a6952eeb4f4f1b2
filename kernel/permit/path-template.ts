const compiled = new Map<string, RegExp>();

/**
 * `{name}` matches one non-empty segment, a final `{name...}` any rest. Everything else is literal.
 * A path that a server could read in two ways never matches: empty, `.` and `..` segments, encoded
 * slashes, backslashes and control characters are refused before the template is tried.
 */
export function pathMatches(template: string, path: string): boolean {
  return isUnambiguousPath(path) && expression(template).test(path);
}

export function isUnambiguousPath(path: string): boolean {
  if (!path.startsWith('/') || /[\\\p{Cc}]/u.test(path) || /%(?:2f|5c|00|2e)/i.test(path)) return false;
  return (
    path
      .split('/')
      .slice(1, -1)
      .every((segment) => segment !== '' && segment !== '.' && segment !== '..') && !/\/\.{1,2}$/.test(path)
  );
}

/** Whether the text can be used as a template: literal segments, `{name}` and a last `{name...}`. */
export function isPathTemplate(template: string): boolean {
  return /^(?:\/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+|\{[A-Za-z][A-Za-z0-9_]*\}))*(?:\/(?:\{[A-Za-z][A-Za-z0-9_]*\.\.\.\})?)?$/.test(
    template,
  );
}

function expression(template: string): RegExp {
  const known = compiled.get(template);
  if (known) return known;
  const source = template
    .split('/')
    .map((segment) => {
      if (/^\{[^}]*\.\.\.\}$/.test(segment)) return '.*';
      if (/^\{[^}]*\}$/.test(segment)) return '[^/]+';
      return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  const made = new RegExp(`^${source}$`, 's');
  if (compiled.size > 10_000) compiled.clear();
  compiled.set(template, made);
  return made;
}
