import { isObject, type JsonObject } from './json.ts';

/** The two readable parts of a compact JWS, not yet believed. */
export interface CompactJwt {
  readonly jwt: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

const base64url = /^[A-Za-z0-9_-]+$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads header and payload; `undefined` where it is no compact JWS with two JSON objects. Checks no signature. */
export function readCompactJwt(jwt: string): CompactJwt | undefined {
  const parts = jwt.split('.');
  const [head = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || !base64url.test(signature)) return undefined;
  const header = jsonObject(head);
  const payload = jsonObject(body);
  return header === undefined || payload === undefined ? undefined : { jwt, header, payload };
}

function jsonObject(part: string): JsonObject | undefined {
  if (!base64url.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytesOf(part)));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(part: string): Uint8Array {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
