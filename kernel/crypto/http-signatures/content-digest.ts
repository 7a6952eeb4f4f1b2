import { hash } from 'node:crypto';
import { fail, ok, type Result } from '../../result.ts';
import { sha256, sha512 } from '../digest.ts';
import { parseDictionary } from './structured-fields.ts';

/* Content-Digest, RFC 9530 §2: the hash of the body as it is sent. */

export type DigestProblem =
  | 'missing'
  | 'malformed'
  /** Neither sha-256 nor sha-512 is there; older algorithms are not accepted (RFC 9530 §5). */
  | 'unsupported'
  | 'mismatch';

/** The header value: `sha-256=:<base64>:`. An empty body has one too. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}

/** Every digest that we know must fit, and at least one must be there; unknown ones are passed over. */
export function verifyContentDigest(
  header: string | undefined,
  body: Uint8Array,
): Result<true, DigestProblem> {
  if (header === undefined) return fail('missing');
  if (header === contentDigest(body)) return ok(true);
  const dictionary = parseDictionary(header, { characters: 4096, members: 16, duplicates: 'refuse' });
  if (!dictionary.ok) return fail('malformed');
  let known = 0;
  for (const [algorithm, member] of dictionary.value) {
    if (member.kind !== 'item' || member.value.kind !== 'binary') return fail('malformed');
    if (algorithm !== 'sha-256' && algorithm !== 'sha-512') continue;
    known++;
    const computed = algorithm === 'sha-256' ? sha256(body) : sha512(body);
    if (!computed.equals(member.value.value)) return fail('mismatch');
  }
  return known === 0 ? fail('unsupported') : ok(true);
}
