export type { CompanyOffer } from './offer.ts';
export type { NameHit } from './store/store.ts';
export type { FindOrganisationOutcome, OrganisationSummary } from './use-cases/find-organisation.ts';
