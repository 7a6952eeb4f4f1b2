import { type Bytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { decodeBase64Url } from './base64url.ts';
import { countField, field, type JsonObject, objectField, parseJsonObject, stringField } from './json.ts';
import { utf8Text } from './text.ts';
import { type EcJwk, verifyEs256 } from './web-crypto.ts';

/** An entity statement of OpenID Federation 1.0 §3, decoded but not yet verified. */
export interface EntityStatement {
  readonly kid: string;
  readonly signed: Bytes;
  readonly signature: Bytes;
  readonly issuer: string;
  readonly subject: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Federation keys of the subject. */
  readonly keys: readonly EcJwk[];
  readonly claims: JsonObject;
}

/**
 * Undefined for what is not an ES256 entity statement, and for one with an extension that must be understood (`crit`):
 * this verifier knows none, so it must not pass them. Policies and constraints are the matter of `trust-chain.ts`.
 */
export function parseEntityStatement(jwt: string): EntityStatement | undefined {
  const [header, payload, signature, ...rest] = jwt.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return undefined;
  const head = decodeObject(header);
  const claims = decodeObject(payload);
  const bytes = decodeBase64Url(signature);
  if (head === undefined || claims === undefined || bytes?.length !== 64) return undefined;
  if (stringField(head, 'alg') !== 'ES256' || stringField(head, 'typ') !== 'entity-statement+jwt')
    return undefined;
  if (field(head, 'crit') !== undefined || field(claims, 'crit') !== undefined) return undefined;
  const read = {
    kid: stringField(head, 'kid'),
    issuer: stringField(claims, 'iss'),
    subject: stringField(claims, 'sub'),
    issuedAt: countField(claims, 'iat'),
    expiresAt: countField(claims, 'exp'),
    keys: readKeys(objectField(claims, 'jwks')),
  };
  if (Object.values(read).includes(undefined)) return undefined;
  const complete = read as { [K in keyof typeof read]: Exclude<(typeof read)[K], undefined> };
  return { ...complete, claims, signature: bytes, signed: utf8(`${header}.${payload}`) };
}

/** The P-256 public keys of a JWK Set; keys of other kinds are passed over. */
export function readKeys(jwks: JsonObject | undefined): readonly EcJwk[] | undefined {
  const list = field(jwks, 'keys');
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item: unknown) => {
    const jwk = objectField({ item }, 'item');
    const [kid, x, y] = [stringField(jwk, 'kid'), stringField(jwk, 'x'), stringField(jwk, 'y')];
    const isP256 = stringField(jwk, 'kty') === 'EC' && stringField(jwk, 'crv') === 'P-256';
    return isP256 && kid !== undefined && x !== undefined && y !== undefined
      ? [{ kty: 'EC', crv: 'P-256', kid, x, y } as const]
      : [];
  });
}

/** The key among `keys` that signed the statement, or undefined. */
export async function signerOf(
  statement: EntityStatement,
  keys: readonly EcJwk[],
): Promise<EcJwk | undefined> {
  const key = keys.find((candidate) => candidate.kid === statement.kid);
  if (key === undefined) return undefined;
  return (await verifyEs256(key, statement.signed, statement.signature)) ? key : undefined;
}

function decodeObject(part: string): JsonObject | undefined {
  const bytes = decodeBase64Url(part);
  const text = bytes === undefined ? undefined : utf8Text(bytes);
  return text === undefined ? undefined : parseJsonObject(text);
}
