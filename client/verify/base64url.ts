import { decodeBase64, encodeBase64 } from '@ena/kernel/trace/base64.ts';
import type { Bytes } from '@ena/kernel/trace/bytes.ts';

/**
 * base64url without padding (RFC 4648 §5, RFC 7515 §2), and only the one canonical spelling of a byte
 * string (§3.5): otherwise a character of a JWT could be changed without changing what it says.
 */
export function decodeBase64Url(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
