import { fail, type Result } from '@ena/kernel/result.ts';
import { Type } from 'typebox';
import { type Identity, type IdentityFault, parseIdentity } from '../domain/identity.ts';

/** Body of `POST /organisationer` and of `POST /dokumentlista`. */
export const OrganisationerBegaran = Type.Object({
  identitetsbeteckning: Type.String({
    description: 'Ten digits, or twelve for a person; a hyphen and the prefix 16 are accepted',
  }),
});

/** Reads the identity out of a request body, whatever the body is. */
export function parseOrganisationerBegaran(body: unknown): Result<Identity, IdentityFault | 'missing'> {
  if (typeof body !== 'object' || body === null || !('identitetsbeteckning' in body)) return fail('missing');
  const text = body.identitetsbeteckning;
  return typeof text === 'string' ? parseIdentity(text) : fail('missing');
}
