import type { MatterKind } from '../domain/machine.ts';
import type { HistoryEntry, Matter, Moved } from '../domain/matter.ts';
import type { ContactRole, Person } from '../domain/person.ts';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface CaseHandler extends Person {
  readonly id: string;
  readonly addedAt: number;
}

/** An organisation that a person acts for. */
export interface ActedFor {
  readonly organisationNumber: string;
  readonly roles: readonly ContactRole[];
}

/** Which matters a list is of. Newest first. */
export interface MatterFilter {
  readonly kinds: readonly MatterKind[];
  readonly organisationNumber?: string;
  /** Pairs of kind and state; absent: all states. */
  readonly states?: readonly { readonly kind: MatterKind; readonly state: string }[];
  /** Matters that name the person. */
  readonly personalNumber?: string;
}

export interface OnboardingReader {
  find(id: string): Promise<Matter | undefined>;
  /** The matter whose one-time secret has this hash, used up or expired ones included. */
  findBySecret(hash: string): Promise<Matter | undefined>;
  list(filter: MatterFilter, slice: Slice): Promise<Listed<Matter>>;
  /** The organisation's application that is not withdrawn; there is at most one. */
  applicationOf(organisationNumber: string): Promise<Matter | undefined>;
  /** In which roles the person is an active contact of the organisation. */
  contactRoles(organisationNumber: string, personalNumber: string): Promise<readonly ContactRole[]>;
  /** How many persons are active administrative contacts, leaving one contact out. */
  otherAdministrators(organisationNumber: string, exceptMatter: string): Promise<number>;
  /** The organisations for which the person is an active contact, in order of number. */
  organisationsOf(personalNumber: string, slice: Slice): Promise<Listed<ActedFor>>;
  /** Oldest first. */
  history(matterId: string, slice: Slice): Promise<Listed<HistoryEntry>>;
  isCaseHandler(personalNumber: string): Promise<boolean>;
  caseHandlers(slice: Slice): Promise<Listed<CaseHandler>>;
}

/** A key by which a caller repeats a creation without making a second thing. */
export interface Once {
  readonly who: string;
  readonly key: string;
  /** Digest of what was asked for. */
  readonly digest: string;
}

export type CreateOutcome =
  | { readonly kind: 'created' }
  /** The same call was made before; this is what it made. */
  | { readonly kind: 'repeated'; readonly matterId: string }
  /** The key was used for something else. */
  | { readonly kind: 'key-reused' }
  /** The organisation has an application already that is not withdrawn. */
  | { readonly kind: 'taken' };

export interface OnboardingWriter {
  /** Matter, entries and key, all or none. */
  create(first: Moved, more: readonly Moved[], once: Once | undefined): Promise<CreateOutcome>;
  /**
   * The last of the steps becomes the matter, and every step an entry of the history; all or none. `raced` where
   * the matter no longer stands at `revision`: nothing was written. `born`: the steps of a new matter that
   * these bring about, made in the same transaction. A step that would take the organisation's last administrative
   * contact is `raced` too, whatever was found out before.
   */
  save(
    steps: readonly [Moved, ...Moved[]],
    revision: number,
    born?: readonly Moved[],
  ): Promise<'saved' | 'raced'>;
  /** `false` where the person is one already. */
  addCaseHandler(handler: CaseHandler): Promise<boolean>;
  removeCaseHandler(id: string): Promise<boolean>;
}

export type OnboardingStore = OnboardingReader & OnboardingWriter;
