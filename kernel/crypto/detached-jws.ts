import { sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '../result.ts';
import { canonicalJson } from './jcs.ts';
import type { RsaSigningKey } from './rsa-keys.ts';
import type { VerificationKey } from './verification-key.ts';

/*
 * JSON objects that carry their own signature: JWS in flattened JSON serialisation with detached payload (RFC 7515
 * §7.2.2, Appendix F). The payload is the object without its signature, in canonical form (RFC 8785):
 *
 *   ASCII(protected) + "." + BASE64URL(UTF8(JCS(payload)))
 */

export interface DetachedSignature {
  readonly protected: string;
  readonly signature: string;
}

export type DetachedProblem =
  /** No object with a protected header and a signature in base64url, or a payload that has no canonical form. */
  | 'malformed'
  /** Another algorithm than RS256, RS384 or RS512. */
  | 'wrong-alg'
  /** `crit` demands something that we do not know. */
  | 'unknown-critical-header'
  | 'unknown-kid'
  | 'bad-signature';

const signAside = promisify(sign);

/** Signs with RS256, on a thread of its own. Throws for an object that has no canonical form: ours always have one. */
export async function signDetached(payload: object, key: RsaSigningKey): Promise<DetachedSignature> {
  const text = canonicalJson(payload);
  if (text === undefined) throw new Error('The object to sign has no canonical JSON form.');
  const header = Buffer.from(JSON.stringify({ kid: key.kid, alg: 'RS256' })).toString('base64url');
  const signature = await signAside('sha256', signingInput(header, text), key.privateKey);
  return { protected: header, signature: signature.toString('base64url') };
}

/** Whether one of the keys signed exactly this payload. Never throws; answers the name of the key. */
export function verifyDetached(
  payload: unknown,
  signed: unknown,
  keys: readonly VerificationKey[],
): Result<string | undefined, DetachedProblem> {
  const parts = readParts(signed);
  const text = typeof payload === 'object' && payload !== null ? canonicalJson(payload) : undefined;
  if (parts === undefined || text === undefined) return fail('malformed');
  const { alg, kid, crit } = parts.header;
  if (crit !== undefined) return fail('unknown-critical-header');
  if (!isKnown(alg)) return fail('wrong-alg');
  const named = (kid === undefined ? keys : keys.filter((key) => key.kid === kid)).slice(0, mostTried);
  if (named.length === 0) return fail('unknown-kid');
  const input = signingInput(parts.protected, text);
  const signer = named.find(
    ({ key, algorithms }) =>
      algorithms.includes(alg) && verify(`sha${alg.slice(2)}`, input, key, parts.signature),
  );
  return signer === undefined ? fail('bad-signature') : ok(signer.kid);
}

/** How many keys a signature is tried with. */
const mostTried = 4;
const known = ['RS256', 'RS384', 'RS512'] as const;

function isKnown(alg: unknown): alg is (typeof known)[number] {
  return known.some((name) => name === alg);
}

function signingInput(header: string, canonical: string): Buffer {
  return Buffer.from(`${header}.${Buffer.from(canonical).toString('base64url')}`);
}

interface Parts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly protected: string;
  readonly signature: Buffer;
}

function readParts(signed: unknown): Parts | undefined {
  if (typeof signed !== 'object' || signed === null) return undefined;
  const { protected: name, signature } = signed as Record<string, unknown>;
  const head = fromBase64url(name);
  const bytes = fromBase64url(signature);
  if (typeof name !== 'string' || head === undefined || bytes === undefined) return undefined;
  try {
    const header: unknown = JSON.parse(head.toString('utf8'));
    if (typeof header !== 'object' || header === null || Array.isArray(header)) return undefined;
    return { header: header as Record<string, unknown>, protected: name, signature: bytes };
  } catch {
    return undefined;
  }
}

/** Longer than a signature by the largest key that we take, and than any header. */
const longest = 4096;

function fromBase64url(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || text === '' || text.length > longest) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
