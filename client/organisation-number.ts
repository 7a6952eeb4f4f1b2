/** Organisation numbers as every Ena program reads them. */
export { isOrganisationNumber, parseOrganisationNumber } from '@ena/kernel/organisation-number.ts';
