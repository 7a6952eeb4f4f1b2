import type { MandateSource } from './use-cases/decide/sources.ts';

export type { EntityRef } from './domain/decision/question.ts';
export type { Mandate } from './domain/decision/rules.ts';
export type { MandateSource } from './use-cases/decide/sources.ts';

/** The id under which other rooms name this one in `needs`. */
export const authorizationId = 'blocks/authorization';

/** What the authorization server offers the other rooms of the hub. */
export interface AuthorizationOffer {
  /** Its issuer identifier: `https://hub.example/authorization`. */
  readonly issuer: string;
  /** The room that keeps mandates says here how decisions find them; until then nobody has any. */
  useMandates(source: MandateSource): void;
}
