/**
 * Where to go after the log-in: a path of the portal's own, for the parameter can be anyone's. The same without
 * everything that leads elsewhere: other hosts, backslashes, control characters.
 */
export function ownPath(text: string | undefined): string {
  if (text === undefined || text.length > 512 || !/^\/(?![/\\])[\w\-./?=&%~]*$/.test(text)) return '/';
  const url = URL.parse(text, 'https://portal.invalid');
  return url?.host === 'portal.invalid' ? url.pathname + url.search : '/';
}
