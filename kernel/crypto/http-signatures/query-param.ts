import { fail, ok, type Result } from '../../result.ts';

/**
 * The value of `@query-param`, RFC 9421 §2.2.8: the query is read as a form, name and value are percent-encoded
 * anew, so that `+` and `%20` sign alike. A parameter that occurs twice cannot be covered this way.
 */
export function queryParameter(
  query: string,
  name: string,
): Result<string, 'component-missing' | 'component-ambiguous'> {
  let found: string | undefined;
  for (const [key, value] of new URLSearchParams(query)) {
    if (formEncode(key) !== name) continue;
    if (found !== undefined) return fail('component-ambiguous');
    found = formEncode(value);
  }
  return found === undefined ? fail('component-missing') : ok(found);
}

/** The percent-encode set of application/x-www-form-urlencoded, a space as `%20`. */
function formEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
