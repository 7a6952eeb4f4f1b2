/**
 * Whether a form was sent from one of our own pages, as far as the browser says. It is the second lock beside the
 * form token, and the only one on forms of those who have not logged in, which act for nobody.
 */
export function fromOwnPage(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  publicUrl: string,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  return origin === undefined || origin === publicUrl;
}
