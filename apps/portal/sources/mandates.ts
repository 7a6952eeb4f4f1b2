import type { Connection } from '@ena/client/call.ts';
import {
  type HandlingClient,
  handlingClient,
  type MandatesClient,
  mandatesClient,
  type Proposal,
} from '@ena/client/mandates.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import type { OwnVisit } from '../shell/visit.ts';

/** Hands in the e-signature that a log-in made; for the organisation, where the person acts for one. */
export function signProposal(
  connection: Connection,
  { proposal, orgnr }: { readonly proposal: string; readonly orgnr?: string },
  userSignature: string,
): Promise<Outcome<Proposal>> {
  return mandatesClient(connection).sign(proposal, userSignature, orgnr);
}

/** The mandates' API in the name of the person who visits. */
export interface MandateSource {
  own(visit: OwnVisit): MandatesClient;
  /** As a case handler of the organisation; the API judges whether she is one. */
  handling(visit: OwnVisit, orgnr: string): HandlingClient;
}

export function mandateSource(connection: Connection): MandateSource {
  const as = ({ session }: OwnVisit) => ({ ...connection, token: session.accessToken });
  return {
    own: (visit) => mandatesClient(as(visit)),
    handling: (visit, orgnr) => handlingClient(as(visit), orgnr),
  };
}
