import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { Fel, type Felplats, felplatserOf, felText } from '../../wire/fel.ts';

/** For the table of routes: every status of a refusal, and its body. */
export const refusalReplies = Object.fromEntries(
  [400, 401, 404, 405, 409, 415, 429, 500].map((status) => [status, Fel]),
);

/** Each way in which the standard refuses, and the one that it does not know. */
export type ContractRefusal =
  | { readonly kind: 'bad-request'; readonly places: readonly Felplats[] }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed' }
  | { readonly kind: 'unsupported-media-type' }
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'internal-server-error' };

export function refuse(refusal: ContractRefusal): RoomReply {
  switch (refusal.kind) {
    case 'bad-request':
      return errorReply(400, felText(refusal.places));
    case 'unauthorized':
      return errorReply(401, 'Unauthorized');
    case 'not-found':
      return errorReply(404, 'Not found: producenten finns inte');
    case 'method-not-allowed':
      return { ...errorReply(405, 'Method not allowed'), headers: { allow: 'POST' } };
    case 'unsupported-media-type':
      return errorReply(415, 'Unsupported media type');
    case 'too-many-requests':
      return errorReply(429, 'Too many requests');
    case 'internal-server-error':
      return errorReply(500, 'Internal server error');
    default:
      return unreachable(refusal);
  }
}

const errorReply = (status: number, message: string): RoomReply => ({ status, body: { message } });

const failed = { kind: 'internal-server-error' } as const;

/** The kernel's refusals in the words of the standard, which knows neither 403 nor 413 nor 422 nor 503. */
export function renderRefusal({ type, errors }: Problem): RoomReply {
  const at = (path: string, text: string) => refuse({ kind: 'bad-request', places: [{ path, text }] });
  switch (type.slice(type.lastIndexOf(':') + 1)) {
    case 'invalid-body':
      if (errors === undefined || errors.some(({ detail }) => detail === 'A body is required.'))
        return at('frågan', 'saknas');
      return refuse({ kind: 'bad-request', places: felplatserOf(errors) });
    case 'malformed-body':
      return at('frågan', 'är inte JSON i UTF-8');
    case 'body-too-large':
      return at('frågan', 'är för stor');
    case 'malformed-request':
      return at('anropet', 'är inte HTTP');
    case 'invalid-parameters':
      return refuse({ kind: 'not-found' });
    case 'unauthenticated':
    case 'insufficient-scope':
      return refuse({ kind: 'unauthorized' });
    case 'unsupported-media-type':
      return refuse({ kind: 'unsupported-media-type' });
    case 'too-many-requests':
      return refuse({ kind: 'too-many-requests' });
    default:
      return refuse(failed);
  }
}
