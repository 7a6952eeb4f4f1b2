import type { Result } from '@ena/kernel/result.ts';
import type { Level } from '../../domain/assurance.ts';
import type { Person } from '../../domain/person.ts';

/** A person, as a method found them. */
export interface Proof {
  readonly person: Person;
  readonly level: Level;
  /** Who vouched: an issuer or an entity id. */
  readonly authority: string;
}

/**
 * A way to log in that sends the person elsewhere and takes them back: an OpenID provider today. SAML 2.0 towards
 * Sweden Connect is another implementation of this, with its own endpoint for what comes back.
 */
export interface LoginMethod {
  readonly id: string;
  /** What `authnProvider` names. */
  readonly authority: string;
  readonly names: { readonly sv: string; readonly en: string };
  /** Where to send the person. `interaction` comes back with them, sealed by the method. */
  begin(interaction: string, wanted: readonly Level[]): Promise<Result<{ location: string }, string>>;
}
