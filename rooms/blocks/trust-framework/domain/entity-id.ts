const longest = 255;

/**
 * An entity id is an https URL without user, query or fragment (OpenID Federation 1.0 §1.2).
 * Compared as text, never as a URL: two spellings of one URL are two entities. So only the canonical
 * spelling passes, without a trailing slash.
 */
export function isEntityId(text: string): boolean {
  if (text.length > longest || text.endsWith('/') || text.endsWith('?') || text.endsWith('#')) return false;
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  if (url.search !== '' || url.hash !== '') return false;
  return url.pathname === '/' ? url.href === `${text}/` : url.href === text;
}

/** Host (and port, if any) of an entity id: the root of the names that the entity may give itself. */
export function entityHost(entityId: string): string {
  return new URL(entityId).host;
}
