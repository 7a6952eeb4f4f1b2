import type { Result } from '@ena/kernel/result.ts';
import type { Level } from '../../domain/assurance.ts';
import type { Person } from '../../domain/person.ts';
import type { Told } from '../../domain/told.ts';
import type { JudgedEvidence } from '../../use-cases/signatures/make-signature.ts';
import type { SignRequest } from '../../wire/sign-request.ts';

/** A person, as a method found them. */
export interface Proof {
  readonly person: Person;
  readonly level: Level;
  /** Who vouched: an issuer or an entity id. */
  readonly authority: string;
  /** What was told beside, of what the client asked for. */
  readonly told?: Told | undefined;
  /** That the person signed, where a signature was asked for. The test e-identification has none. */
  readonly signed?: JudgedEvidence | undefined;
}

export interface MethodWish {
  /** Comes back with the person, sealed by the method. */
  readonly interaction: string;
  readonly levels: readonly Level[];
  /** What is to be signed, and not only logged in for. */
  readonly sign: SignRequest | undefined;
  /** Claims beside who the person is, that the client asks for. */
  readonly wanted: ReadonlySet<string>;
}

/** How the person leaves for another provider. */
export type Departing =
  | { readonly kind: 'address'; readonly location: string }
  /** Names and values, posted by the person's browser. */
  | {
      readonly kind: 'form';
      readonly action: string;
      readonly fields: readonly (readonly [string, string])[];
    };

/**
 * A way to log in that sends the person elsewhere and takes them back: an OpenID provider today. SAML 2.0 towards
 * Sweden Connect is another implementation of this, with its own endpoint for what comes back.
 */
export interface LoginMethod {
  readonly id: string;
  /** What `authnProvider` names. */
  readonly authority: string;
  readonly names: { readonly sv: string; readonly en: string };
  begin(wish: MethodWish): Promise<Result<Departing, string>>;
  /** Whether persons can sign through it now. */
  canSign(): Promise<boolean>;
}
