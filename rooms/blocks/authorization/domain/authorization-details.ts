import type { AuthorizationDetail } from './grant.ts';

const mostDetails = 20;
/** U+0000 and half of a surrogate pair, which `JSON.stringify` escapes: PostgreSQL keeps neither behind a refresh token. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** RFC 9396 §2, §5: a list of objects, each of a type that the client may ask for. Nothing where it is not. */
export function readAuthorizationDetails(
  text: string | undefined,
  types: readonly string[],
): readonly AuthorizationDetail[] | undefined {
  if (text === undefined) return [];
  const value = parse(text);
  if (!Array.isArray(value) || value.length === 0 || value.length > mostDetails) return undefined;
  if (text.includes('\\u') && unstorable.test(JSON.stringify(value))) return undefined;
  return value.every((one) => isDetail(one, types)) ? value : undefined;
}

function isDetail(value: unknown, types: readonly string[]): value is AuthorizationDetail {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type } = value as Record<string, unknown>;
  return typeof type === 'string' && types.includes(type);
}

function parse(text: string): unknown {
  try {
    return text.length > 8192 ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
