import type { FeedEntry } from '../domain/feed.ts';
import type { HistoryEntry, Subject } from '../domain/history.ts';
import type { GrantorRole, Mandate } from '../domain/mandate.ts';
import type { NamedParty, Party } from '../domain/party.ts';
import type { Proposal, ProposalState } from '../domain/proposal.ts';
import type { Template, TemplateState } from '../domain/template.ts';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** How many there are in all, whatever the slice. */
  readonly total: number;
}

/** A question for what a holder may do at one relying party. */
export interface AuthorityFilter {
  readonly relyingParty: string;
  readonly holder: Party;
  readonly grantor?: Party;
  readonly grantorRoles?: readonly GrantorRole[];
  readonly codes?: readonly string[];
  /** `YYYY-MM-DD` in Sweden; only mandates in force that day. */
  readonly day: string;
}

/** A mandate in force, as far as an answer about authority needs it. */
export interface AuthorityRow {
  readonly id: string;
  readonly grantor: NamedParty;
  readonly grantorRole: GrantorRole;
  readonly holders: readonly NamedParty[];
  /** Codes in the mandate's own order; with `codes` in the filter only those asked for. */
  readonly codes: readonly string[];
  readonly validFrom: string;
  readonly registeredAt: number;
}

export type MandateSort =
  | 'holder'
  | 'grantor'
  | 'valid-from'
  | 'valid-to'
  | 'reference'
  | 'title'
  | 'relying-party';

export interface SortKey {
  readonly by: MandateSort;
  readonly descending: boolean;
  readonly ignoreCase: boolean;
}

export interface MandateFilter {
  readonly holder?: Party;
  readonly grantor?: Party;
  readonly grantorRoles?: readonly GrantorRole[];
  readonly relyingParties?: readonly string[];
  /** `past`: ended or run out on the day. `current`: neither. `valid`: current and begun. */
  readonly standing?: 'past' | 'current' | 'valid';
  /** The day that `standing` is judged on. */
  readonly day: string;
  readonly ended?: boolean;
  /** First day at or after. */
  readonly validFromAtEarliest?: string;
  /** Last day at or before; `none`: only those without a last day. */
  readonly validToAtLatest?: string | 'none';
  /** Passed on from this mandate; `none`: only those that were not passed on. */
  readonly parent?: string | 'none';
  /** Whence it has its force. */
  readonly basis?: Mandate['basis']['kind'];
  /** Of those that are past: ended, or run out, on this day or later. Tells nothing of the others. */
  readonly pastSince?: string;
}

/** A mandate and whether it has been passed on. */
export interface FoundMandate {
  readonly mandate: Mandate;
  /** Whether another mandate, ended or not, has it as parent. */
  readonly delegated: boolean;
}

export interface Lookup {
  readonly at: number;
  /** The organisation whose system asked. */
  readonly organisation: string;
  /** The e-service by its own name. */
  readonly service: string;
  /** Why: the purpose that was given, or the operation. */
  readonly purpose: string;
  readonly relyingParty: string;
  readonly grantor: Party | undefined;
  readonly holder: Party | undefined;
  /** The answer: how many mandates were told of. */
  readonly found: number;
  readonly requestId: string;
}

export interface MandateReader {
  find(id: string): Promise<FoundMandate | undefined>;
  /**
   * The mandates in force of the holder that are not limited, for one page of grantors: `total` counts the distinct grantors with role,
   * ordered by the grantor's name, then kind and number, then role; `items` holds every mandate of the page's grantors,
   * in that order.
   */
  authority(filter: AuthorityFilter, grantors: Slice): Promise<Listed<AuthorityRow>>;
  /** One page, in the order asked for; ties by id, so that pages never overlap. */
  search(filter: MandateFilter, sort: readonly SortKey[], slice: Slice): Promise<Listed<FoundMandate>>;
  /** Every mandate that fits, in the order of id, read in batches: for export. Memory does not grow with it. */
  stream(filter: MandateFilter): AsyncIterable<Mandate>;
  /** Passed on from this one, directly or through others, ended ones included; parents before children. */
  descendants(id: string): Promise<readonly Mandate[]>;
  /** Ids of mandates ended at or after the instant, oldest first, so many at most. */
  endedSince(at: number, limit: number): Promise<readonly { readonly id: string; readonly at: number }[]>;
  /** Not ended, last day between the two days (both included): for reminders. */
  endingBetween(first: string, last: string, slice: Slice): Promise<readonly Mandate[]>;
  lookups(about: Party, slice: Slice): Promise<Listed<Lookup>>;

  template(id: string): Promise<Template | undefined>;
  templates(
    filter: { readonly owner?: string | 'national'; readonly states?: readonly TemplateState[] },
    slice: Slice,
  ): Promise<Listed<Template>>;
  proposal(id: string): Promise<Proposal | undefined>;
  /** Those that concern the party as grantor, holder, creator or signatory. Newest first. */
  proposals(
    filter: {
      readonly about: Party;
      readonly as: 'grantor' | 'holder' | 'creator' | 'signatory';
      readonly states?: readonly ProposalState[];
    },
    slice: Slice,
  ): Promise<Listed<Proposal>>;
  /** Not registered, declined, withdrawn or lapsed, and past their time. */
  lapsing(now: number, limit: number): Promise<readonly Proposal[]>;
  /** What happened to a relying party's mandates after a number, in order. */
  feed(relyingParty: string, after: number, limit: number): Promise<readonly FeedEntry[]>;
  /** Oldest first. */
  history(subject: Subject, id: string): Promise<readonly HistoryEntry[]>;
  /** An artefact of a signature, as it was given. */
  artefact(hash: string): Promise<string | undefined>;
  /** Case handlers of a relying party, by personal number. */
  isHandler(organisation: string, person: Party): Promise<boolean>;
  handlers(organisation: string): Promise<readonly NamedParty[]>;
  /** The relying parties for which the person is a case handler. */
  handledBy(person: Party): Promise<readonly string[]>;
}

/** A change: the thing as it is afterwards, and the entry that tells how it came to be so. */
export interface Change<Thing> {
  readonly after: Thing;
  readonly entry: HistoryEntry;
}

/** So many persons that someone wants named; at most `most` since `forgetBefore`. Instants in milliseconds. */
export interface NamingAsked {
  readonly asker: string;
  readonly persons: number;
  readonly most: number;
  readonly at: number;
  readonly forgetBefore: number;
}

/** One that is due for a mandate that is about to run out. */
export interface Reminder {
  readonly mandate: string;
  readonly relyingParty: string;
  readonly kind: string;
  readonly at: number;
}

/** Who named or removed a case handler, when and why; `id` is the history's for this person at this organisation. */
export type HandlerCause = Pick<HistoryEntry, 'id' | 'actor' | 'at' | 'reason'>;

/** `raced`: something stood at another revision than the change supposes, or exists already; nothing was written. */
export type WriteOutcome = 'saved' | 'raced';

export interface MandateWriter {
  /**
   * All or none, durable when the promise resolves. Each change supposes that its thing stands at
   * `after.revision - 1` (0: does not exist); several changes of one thing are made in the order given. `artefacts` are
   * kept by their SHA-256 in hex. A reference that is taken, and a mandate that would be left without its ending under
   * a parent that has ended, are `raced` too: what is passed on ends in the same call as its parent.
   * Texts are well-formed and without U+0000, which the database refuses: whoever takes them in sees to it.
   */
  save(changes: {
    readonly mandates?: readonly Change<Mandate>[];
    readonly templates?: readonly Change<Template>[];
    readonly proposals?: readonly Change<Proposal>[];
    readonly artefacts?: readonly { readonly hash: string; readonly value: string }[];
  }): Promise<WriteOutcome>;
  /** The next number of references; never given twice, gaps occur. */
  nextReference(): Promise<number>;
  /** `count` numbers at once, the first of them. For imports. */
  reserveReferences(count: number): Promise<number>;
  noteLookups(lookups: readonly Lookup[]): Promise<void>;
  /** `false`, and nothing written, where she is one already. */
  addHandler(organisation: string, person: NamedParty, cause: HandlerCause): Promise<boolean>;
  removeHandler(organisation: string, person: Party, cause: HandlerCause): Promise<boolean>;
  /** Whether they are within what the asker may have named; they are then counted, each exactly once. */
  takeNamings(asked: NamingAsked): Promise<boolean>;
  /** Forgets what was counted from the instant or before. */
  forgetNamings(before: number): Promise<void>;
  /** Whether it is the first time; if so it is noted, and told in the feed. */
  noteReminder(reminder: Reminder): Promise<boolean>;
}

export type MandateStore = MandateReader & MandateWriter;
