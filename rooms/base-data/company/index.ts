export type { Signatory, SigningAuthority, SigningRule } from './domain/signing-authority.ts';
export type { CompanyOffer } from './offer.ts';
export type { NameHit } from './store/store.ts';
export type { FindOrganisationOutcome, OrganisationSummary } from './use-cases/find-organisation.ts';
export type { FindSignatoriesOutcome } from './use-cases/find-signatories.ts';
