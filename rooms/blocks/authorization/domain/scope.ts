/** RFC 6749 §3.3 */
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/;

/** The scopes of a space-separated list, each once, in the order given; nothing where one is malformed. */
export function readScopes(text: string): readonly string[] | undefined {
  const scopes = [...new Set(text.split(' ').filter((scope) => scope !== ''))];
  return scopes.every((scope) => scopeToken.test(scope)) ? scopes : undefined;
}

/**
 * All that may be had where nothing is asked for; what is asked for where all of it may be had; else nothing.
 * Never fewer than asked: clients take a smaller set for an attack (RFC 6749 §3.3 leaves both open).
 */
export function grantScopes(
  mayHave: readonly string[],
  asked: string | undefined,
): readonly string[] | undefined {
  if (asked === undefined || asked.trim() === '') return mayHave;
  const scopes = readScopes(asked);
  return scopes?.every((scope) => mayHave.includes(scope)) ? scopes : undefined;
}

/** What stands in both, in the order of the first. */
export function inBoth(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.filter((one) => second.includes(one));
}
