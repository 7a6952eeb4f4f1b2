import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Bytes, concatBytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { keyIdFromDigest, keyIdInput, renderVkey } from '@ena/kernel/trace/vkey.ts';
import { decodeBase64Url, encodeBase64Url } from '../base64url.ts';
import { type EcJwk, sha256, thumbprint } from '../web-crypto.ts';

/** A P-256 key pair that signs messages and statements. */
export interface MessageKey {
  readonly jwk: EcJwk;
  sign(data: Bytes): Promise<Bytes>;
}

export async function makeMessageKey(): Promise<MessageKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const bare = { kty: 'EC', crv: 'P-256', x, y, kid: '' } as const;
  return {
    jwk: { ...bare, kid: await thumbprint(bare) },
    sign: async (data) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, data)),
  };
}

/** An Ed25519 key pair that signs notes. */
export interface NoteKey {
  readonly vkey: string;
  /** The signature line, key id and all, over what `message` makes of the text. */
  line(text: string, time?: number): Promise<string>;
}

/** `type` 1 signs as a log, 4 as a witness (https://c2sp.org/signed-note@v1.0.0). */
export async function makeNoteKey(name: string, type: 1 | 4): Promise<NoteKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('publicKey' in pair)) throw new Error('no key pair');
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicKey = decodeBase64Url(x) ?? new Uint8Array(0);
  const digest = await sha256(keyIdInput(name, type, publicKey));
  const sign = async (data: Bytes) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, data));
  return {
    vkey: renderVkey({ name, keyId: keyIdFromDigest(digest), type, publicKey }),
    line: async (text, time = 0) => {
      const stamp = new Uint8Array(type === 4 ? 8 : 0);
      if (type === 4) new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
      const message = type === 4 ? `cosignature/v1\ntime ${time}\n${text}` : text;
      return `— ${name} ${encodeBase64(concatBytes(digest.slice(0, 4), stamp, await sign(utf8(message))))}\n`;
    },
  };
}

export async function signStatement(claims: object, key: MessageKey, header: object = {}): Promise<string> {
  const head = { alg: 'ES256', typ: 'entity-statement+jwt', kid: key.jwk.kid, ...header };
  const signed = [head, claims].map((part) => encodeBase64Url(utf8(JSON.stringify(part)))).join('.');
  return `${signed}.${encodeBase64Url(await key.sign(utf8(signed)))}`;
}
