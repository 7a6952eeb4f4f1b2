import type { IdentityFault } from '../domain/identity.ts';
import { type CompanyError, errors } from '../errors.ts';

/** What a body that names no identity is answered with. */
export const identityErrors: Readonly<Record<IdentityFault | 'missing', CompanyError>> = {
  missing: errors.missingIdentity,
  malformed: errors.malformedIdentity,
  'check-digit': errors.wrongCheckDigit,
};
