/** A database schema that the kernel accepts: lower-case letters, digits and `_`, at most 63 characters. */
export function isSchemaName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,62}$/.test(text) && !text.startsWith('pg_') && text !== 'public';
}
