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

/** What a request must cover that says its type. */
export const typedRequestComponents: readonly string[] = [...requestComponents, 'content-type'];

/** RFC 9421 §2.4: the response covers the request's signature, which binds the pair. */
export const requestSignature: Component = component('signature', { req: true, key: label });
export const responseComponents: readonly (string | Component)[] = [
  '@status',
  'content-digest',
  'ena-exchange-id',
  requestSignature,
];

export const typedResponseComponents: readonly (string | Component)[] = [
  ...responseComponents,
  'content-type',
];

/** What of a request may be there or not, and is covered when it is. */
export interface RequestParts {
  readonly contentType: boolean;
  readonly mandate: boolean;
  readonly messageId: boolean;
  readonly subject: boolean;
}

const ofRequests: Coverage[] = [];

/** In the order in which they are signed. Each of the few lists is made once. */
export function requestCoverage({ contentType, mandate, messageId, subject }: RequestParts): Coverage {
  const which = (contentType ? 1 : 0) | (mandate ? 2 : 0) | (subject ? 4 : 0) | (messageId ? 8 : 0);
  ofRequests[which] ??= coverageOf([
    '@method',
    '@target-uri',
    ...(contentType ? ['content-type'] : []),
    'content-digest',
    'ena-client',
    'ena-exchange-id',
    'ena-legal-basis',
    ...(mandate ? ['ena-mandate'] : []),
    ...(messageId ? ['ena-message-id'] : []),
    'ena-purpose',
    'ena-service',
    ...(subject ? ['ena-subject'] : []),
  ]);
  return ofRequests[which];
}

const ofResponses: Coverage[] = [];

export function responseCoverage(parts: {
  readonly contentType: boolean;
  readonly problem: boolean;
}): Coverage {
  const which = (parts.contentType ? 1 : 0) | (parts.problem ? 2 : 0);
  ofResponses[which] ??= coverageOf([
    ...responseComponents,
    ...(parts.problem ? ['ena-error'] : []),
    ...(parts.contentType ? ['content-type'] : []),
  ]);
  return ofResponses[which];
}

export function coverageOf(names: readonly (string | Component)[]): Coverage {
  const made = precompile(names);
  if (!made.ok) throw new Error(`cannot cover ${made.error.component}: ${made.error.kind}`);
  return made.value;
}
