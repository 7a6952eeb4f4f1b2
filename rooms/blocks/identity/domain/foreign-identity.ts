/** What a foreign e-identification says of its holder (eIDAS minimum data set, and what a wallet may add). */
export interface ForeignIdentity {
  readonly givenNames: readonly string[];
  readonly familyNames: readonly string[];
  /** The date as the eID gives it: `1990-05-31`. */
  readonly birthDate: string;
  /** Two letters. */
  readonly country: string;
  /** Swedish numbers that the person claims; a claim narrows the search and proves nothing. */
  readonly claimedPersonalNumber: string | undefined;
  /** Level of the eID: low, substantial or high. */
  readonly level: 'low' | 'substantial' | 'high';
}
