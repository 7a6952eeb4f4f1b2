import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import type { SigningStore } from '../store/signing-store.ts';
import { signingAuthorityBody, signingAuthorityReply } from '../wire/signing-authority.ts';
import { readSigningAuthority, removeSigningAuthority, saveSigningAuthority } from './signing-authorities.ts';

/** The third digit keeps personal numbers out of the address. */
const byNumber = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{2}[2-9][0-9]{7}$' }) });
const byOperator = { auth: { kind: 'operator' }, audit: { record: 'always' } } as const;

/** Our own API: who signs for an organisation, which the contract does not tell. The operator's. */
export function signingRoutes(store: SigningStore): readonly Route[] {
  return [
    {
      ...byOperator,
      operation: 'saveSigningAuthority',
      method: 'PUT',
      path: '/company/v1/signing-authorities/:orgnr',
      limit: { bodyBytes: 65_536, perMinute: 600 },
      schema: {
        params: byNumber,
        body: signingAuthorityBody,
        replies: { 200: signingAuthorityReply, 201: signingAuthorityReply },
      },
      summary: 'Loads who may sign for an organisation, and how many together',
      handler: (request) => saveSigningAuthority(request, store),
    },
    {
      ...byOperator,
      operation: 'readSigningAuthority',
      method: 'GET',
      path: '/company/v1/signing-authorities/:orgnr',
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: byNumber, replies: { 200: signingAuthorityReply } },
      summary: 'Reads who may sign for an organisation',
      handler: (request) => readSigningAuthority(request, store),
    },
    {
      ...byOperator,
      operation: 'removeSigningAuthority',
      method: 'DELETE',
      path: '/company/v1/signing-authorities/:orgnr',
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: byNumber },
      summary: 'Removes what is known of who may sign for an organisation',
      handler: (request) => removeSigningAuthority(request, store),
    },
  ];
}
