import { isObject, type JsonObject } from './json.ts';

const largest = 64 * 1024;

/** Entity types that say who an entity is in the federation itself are the anchor's own to write. */
const reserved = ['federation_entity', 'ena_connector', 'ena_hub'];

/** The first thing for which metadata is not published, as the end of a sentence, or nothing. */
export function metadataFault(entityType: string, metadata: JsonObject): string | undefined {
  if (!/^[a-z][a-z0-9_]{1,63}$/.test(entityType))
    return 'the entity type must be small letters, digits and underscores';
  if (reserved.includes(entityType)) return `metadata of ${entityType} is not published this way`;
  if (!isObject(metadata)) return 'metadata must be an object of parameters';
  const empty = Object.keys(metadata).find((name) => metadata[name] === null);
  if (empty !== undefined) return `the parameter ${empty} is null: leave it out`;
  const stray = Object.entries(metadata).find(([name, value]) => isAddress(name) && !isOpenable(value));
  if (stray !== undefined) return `the parameter ${stray[0]} is no http or https address without credentials`;
  if (holdsSecret(metadata.jwks)) return 'jwks holds a private or secret key: give the public ones only';
  return JSON.stringify(metadata).length > largest ? 'the metadata is larger than 64 kB' : undefined;
}

/** By the naming of RFC 7591 and RFC 8414; redirect URIs may have schemes of their own, and are lists. */
function isAddress(name: string): boolean {
  return /_(?:uri|endpoint)$/.test(name);
}

/** Others show these as links and logos and fetch them: nothing that runs, reads a file or carries a password. */
function isOpenable(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** RFC 7518 §6: members that only private and symmetric keys have. */
function holdsSecret(jwks: unknown): boolean {
  const keys = isObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys : [];
  return keys.some((key: unknown) => isObject(key) && ['d', 'p', 'q', 'k'].some((name) => name in key));
}
