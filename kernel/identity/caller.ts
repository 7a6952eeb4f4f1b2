import type { AssuranceLevel } from './person-token.ts';

/** Who is calling, whatever proved it. A handler reads this and nothing else about identity. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly address: string }
  | { readonly kind: 'operator'; readonly address: string }
  | {
      readonly kind: 'client';
      /** The OAuth client id. */
      readonly id: string;
      /** Organisation number, where the client belongs to one. */
      readonly organisation: string | undefined;
      readonly scopes: readonly string[];
      readonly address: string;
    }
  /** A person who logged in. Who may act for an organisation is not told here; the room asks. */
  | {
      readonly kind: 'person';
      /** Twelve digits. Never in an URL, a log, the audit trail or an error text. */
      readonly personalNumber: string;
      readonly name: string;
      readonly loa: AssuranceLevel;
      /** The program that the person uses. */
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly address: string;
    };
