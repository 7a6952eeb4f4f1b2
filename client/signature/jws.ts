import { type Bytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { decodeBase64Url } from '../verify/base64url.ts';
import { asObject, field, type JsonObject, parseJsonObject, stringField } from '../verify/json.ts';
import { utf8Text } from '../verify/text.ts';

/** A compact JWS (RFC 7515 §7.1), decoded and not yet verified. */
export interface Jws {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signed: Bytes;
  readonly signature: Bytes;
}

const longest = 262_144;

/** `undefined` for what is no JWS over a JSON object, is too long, or must be understood in ways unknown here (`crit`). */
export function readJws(text: string): Jws | undefined {
  const [head = '', body = '', end, ...more] = text.split('.');
  if (end === undefined || more.length > 0 || text.length > longest) return undefined;
  const [header, payload, signature] = [objectIn(head), objectIn(body), decodeBase64Url(end)];
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  return field(header, 'crit') === undefined
    ? { header, payload, signature, signed: utf8(`${head}.${body}`) }
    : undefined;
}

function objectIn(part: string): JsonObject | undefined {
  const bytes = decodeBase64Url(part);
  const text = bytes && utf8Text(bytes);
  return text === undefined ? undefined : parseJsonObject(text);
}

/** The keys of a JWK Set (RFC 7517 §5); `undefined` for what is none. */
export function keysIn(set: unknown): readonly JsonObject[] | undefined {
  const list = field(asObject(set), 'keys');
  return Array.isArray(list) ? list.map(asObject).filter((one) => one !== undefined) : undefined;
}

/** By the key that it names; where it names none, by any of them. */
export async function isSignedByOneOf(jws: Jws, keys: readonly JsonObject[]): Promise<boolean> {
  const kid = stringField(jws.header, 'kid');
  for (const key of keys.filter((one) => kid === undefined || stringField(one, 'kid') === kid))
    if (await isSignedBy(jws, key)) return true;
  return false;
}

interface Algorithm {
  readonly kty: string;
  readonly importing: EcKeyImportParams | RsaHashedImportParams | { readonly name: string };
  readonly verifying: EcdsaParams | RsaPssParams | { readonly name: string };
}

/** RFC 7518 §3.1 and RFC 8037; `none` and HMAC are not among them, by intent. */
const algorithms: Readonly<Record<string, Algorithm>> = {
  ES256: ecdsa('P-256', 'SHA-256'),
  ES384: ecdsa('P-384', 'SHA-384'),
  ES512: ecdsa('P-521', 'SHA-512'),
  RS256: rsa('RSASSA-PKCS1-v1_5', 'SHA-256'),
  RS384: rsa('RSASSA-PKCS1-v1_5', 'SHA-384'),
  RS512: rsa('RSASSA-PKCS1-v1_5', 'SHA-512'),
  PS256: rsa('RSA-PSS', 'SHA-256', 32),
  PS384: rsa('RSA-PSS', 'SHA-384', 48),
  PS512: rsa('RSA-PSS', 'SHA-512', 64),
  EdDSA: { kty: 'OKP', importing: { name: 'Ed25519' }, verifying: { name: 'Ed25519' } },
};

function ecdsa(namedCurve: string, hash: string): Algorithm {
  return { kty: 'EC', importing: { name: 'ECDSA', namedCurve }, verifying: { name: 'ECDSA', hash } };
}

function rsa(name: string, hash: string, saltLength?: number): Algorithm {
  const verifying = saltLength === undefined ? { name } : { name, saltLength };
  return { kty: 'RSA', importing: { name, hash }, verifying };
}

const shortestModulus = 342;

async function isSignedBy({ header, signed, signature }: Jws, jwk: JsonObject): Promise<boolean> {
  const algorithm = algorithms[stringField(header, 'alg') ?? ''];
  if (algorithm === undefined || stringField(jwk, 'kty') !== algorithm.kty) return false;
  // 2,048 bits: what is shorter can be broken.
  if (algorithm.kty === 'RSA' && (stringField(jwk, 'n')?.length ?? 0) < shortestModulus) return false;
  const { kty, crv, x, y, n, e } = jwk;
  const bare = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })) as JsonWebKey;
  try {
    const key = await crypto.subtle.importKey('jwk', bare, algorithm.importing, false, ['verify']);
    return await crypto.subtle.verify(algorithm.verifying, key, signature, signed);
  } catch {
    return false;
  }
}
