const longest = 2048;

/** OpenID Federation 1.0 §1.2: an https URL with a host, perhaps a port and a path, no query and no fragment. */
export function isEntityIdentifier(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longest) return false;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return false;
  return !value.includes('?') && !value.includes('#');
}

/** Where an entity publishes its own configuration, §9.1: the id without a final slash, and the well-known path. */
export function wellKnownOf(entityId: string): string {
  return `${entityId.replace(/\/$/, '')}/.well-known/openid-federation`;
}
