import { type HubProgram, startHubProgram } from '../hub-program.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Key {
  readonly pair: CryptoKeyPair;
  readonly jwk: Json & { readonly kid: string };
}

const es256 = { name: 'ECDSA', hash: 'SHA-256' };
const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
export const redirectUri = 'https://bokning.example/callback';
export const organisation = { orgnr: '2120000829', entityId: 'https://karlskrona.sandbox.localhost' };

export async function newKey(): Promise<Key> {
  const pair = (await crypto.subtle.generateKey(p256, true, ['sign', 'verify'])) as CryptoKeyPair;
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(JSON.stringify({ crv, kty, x, y })));
  return { pair, jwk: { crv, kty, x, y, kid: Buffer.from(digest).toString('base64url'), use: 'sig' } };
}

export async function sign(header: Json, claims: Json, { pair, jwk }: Key): Promise<string> {
  const input = [{ alg: 'ES256', kid: jwk.kid, ...header }, claims]
    .map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'))
    .join('.');
  const signature = await crypto.subtle.sign(es256, pair.privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

export function partOf(jwt: string, index: 0 | 1): Json {
  return JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Json;
}

export function keysOf(claims: Json): readonly Json[] {
  return (claims.jwks as { keys: Json[] }).keys;
}

/** The claims of what one of the keys signed with ES256; throws where none of them did. */
export async function verified(jwt: string, typ: string, keys: readonly Json[]): Promise<Json> {
  const header = partOf(jwt, 0);
  if (header.typ !== typ || header.alg !== 'ES256')
    throw new Error(`the header is ${JSON.stringify(header)}`);
  const jwk = keys.find(({ kid }) => kid === header.kid);
  if (jwk === undefined) throw new Error('the kid is none of the keys');
  const { kty, crv, x, y } = jwk as JsonWebKey;
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, p256, false, ['verify']);
  const [head, body, signature = ''] = jwt.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  if (!(await crypto.subtle.verify(es256, key, bytes, Buffer.from(`${head}.${body}`))))
    throw new Error('the signature is wrong');
  return partOf(jwt, 1);
}

export interface Federation {
  readonly hub: HubProgram;
  /** Of the organisation. */
  readonly key: Key;
  /** The service of the organisation that the hub hosts: an OpenID relying party with automatic registration. */
  readonly member: { readonly entityId: string; readonly key: Key };
}

/** A hub with one organisation and one service of it in its federation. */
export async function startFederation(rooms: readonly string[] = []): Promise<Federation> {
  const hub = await startHubProgram({ rooms: ['blocks/trust-framework', ...rooms] });
  const [key, own] = [await newKey(), await newKey()];
  const operator = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${hub.url}/trust-framework/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return JSON.parse(text) as { entityId: string };
  };
  await operator('POST', '/subordinates', {
    ...organisation,
    organisationName: 'Karlskrona kommun åäö',
    jwks: { keys: [{ ...key.jwk, alg: 'ES256' }] },
  });
  const path = `/hosted-entities/${organisation.orgnr}/bokning/metadata/openid_relying_party`;
  const { entityId } = await operator('PUT', path, {
    client_registration_types: ['automatic'],
    client_name: 'Bokning av tvättstuga',
    redirect_uris: [redirectUri],
    id_token_signed_response_alg: 'ES256',
    jwks: { keys: [own.jwk] },
  });
  return { hub, key, member: { entityId, key: own } };
}
