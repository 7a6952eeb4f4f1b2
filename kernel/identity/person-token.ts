/** How sure the log-in was, in the Swedish assurance levels (tillitsnivå). */
export type AssuranceLevel = 2 | 3 | 4;

/** A person that an access token speaks for, and the program that carries it. */
export interface PersonToken {
  /** Twelve digits. */
  readonly personalNumber: string;
  readonly name: string;
  readonly loa: AssuranceLevel;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The person of a valid access token, or nothing. A token that speaks for a system has none. */
export type PersonTokenCheck = (token: string) => Promise<PersonToken | undefined>;

/** The level as it stands in `acr` and `acr_values` (Sweden Connect, Registry of identifiers §3.1.1). */
export function assuranceUri(level: AssuranceLevel): string {
  return `http://id.elegnamnden.se/loa/1.0/loa${level}`;
}

/** The level a route asks of a person where it says nothing. */
export const defaultAssurance: AssuranceLevel = 3;
