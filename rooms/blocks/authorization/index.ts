/** The id under which other rooms name this one in `needs`. */
export const authorizationId = 'blocks/authorization';

/** What the authorization server offers the other rooms of the hub. */
export interface AuthorizationOffer {
  /** Its issuer identifier: `https://hub.example/authorization`. */
  readonly issuer: string;
}
