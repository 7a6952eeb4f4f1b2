import type { Level } from './assurance.ts';
import type { Told } from './told.ts';

/** A person as this provider knows one. `id` is the public subject: random, and tells nothing of the number. */
export interface Account {
  readonly id: string;
  readonly personalNumber: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** Which way a person proved who they are. */
export interface Authentication {
  readonly account: Account;
  readonly level: Level;
  /** Id of the log-in method: `test`, or that of an upstream provider. */
  readonly method: string;
  /** Who vouched, as its entity id or issuer. */
  readonly authority: string;
}

/** One completed log-in at one client. It ends by time or by log-out, and every token of it with it. */
export interface Login {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly level: Level;
  readonly method: string;
  readonly authority: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  /** The protocol's grant, through which tokens find their log-in. */
  readonly grantId: string;
  /** The signature that was made in this log-in, if one was asked for. */
  readonly userSignature: string | undefined;
  /** Of what was told at this log-in, what the client asked for. */
  readonly told: Told | undefined;
}
