import { type Component, component } from '@ena/kernel/crypto/http-signatures/component.ts';
import { precompile } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import type { Coverage } from '@ena/kernel/crypto/http-signatures/signature-base.ts';

/** How this exchange uses RFC 9421; both ends read the same lines. */
export const label = 'ena';
export const tag = 'ena-exchange';

/** Always covered in a request. Every `ena-*` header and, where there is one, `content-type` come on top. */
export const requestComponents: readonly string[] = [
  '@method',
  '@target-uri',
  'content-digest',
  'ena-client',
  'ena-exchange-id',
  'ena-legal-basis',
  'ena-purpose',
  'ena-service',
];

/** RFC 9421 §2.4: the response covers the request's signature, which binds the pair. */
export const requestSignature: Component = component('signature', { req: true, key: label });
export const responseComponents: readonly (string | Component)[] = [
  '@status',
  'content-digest',
  'ena-exchange-id',
  requestSignature,
];

const compiled = new Map<string, Coverage>();

/** The compiled form of a list, kept: a connector uses a handful of lists for millions of messages. */
export function coverageOf(names: readonly (string | Component)[]): Coverage {
  const key = names.map((name) => (typeof name === 'string' ? name : name.identifier)).join(' ');
  const known = compiled.get(key);
  if (known) return known;
  const made = precompile(names);
  if (!made.ok) throw new Error(`cannot cover ${key}: ${made.error.kind}`);
  if (compiled.size < 1_000) compiled.set(key, made.value);
  return made.value;
}
