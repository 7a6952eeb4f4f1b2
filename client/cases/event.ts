/** A text for people; without English the Swedish is shown. */
export interface Wording {
  readonly sv: string;
  readonly en?: string;
}

export interface NamedProducer {
  readonly id: string;
  readonly name: string;
}

export type CaseNumberKind =
  | 'consumer-reference'
  | 'producer-reference'
  | 'journal-number'
  | 'receipt-number';

export interface CaseLink {
  readonly text: Wording;
  /** https. */
  readonly url: string;
}

export interface CaseAttachment {
  readonly name: string;
  /** https; the document stays with its producer. */
  readonly url: string;
  readonly mediaType: string;
  readonly bytes?: number;
}

/** What a producer tells beyond the standard. */
export interface EventExtension {
  readonly toDo?: { readonly text?: Wording; readonly due?: string; readonly link?: string };
  readonly links?: readonly CaseLink[];
  /** How far the case has come, 0–100. */
  readonly progress?: number;
  readonly attachments?: readonly CaseAttachment[];
}

/** An event as the one whom it is about is shown it. */
export interface MyEvent {
  /** Stands for the event; names nobody. */
  readonly ref: string;
  readonly producer: NamedProducer;
  /** Absent where the producer does not say which case it is. */
  readonly case?: { readonly ref: string; readonly kind: CaseNumberKind; readonly id: string };
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly at: string;
  readonly type: string;
  readonly typeText?: Wording;
  readonly needsAction: boolean;
  readonly closed: boolean;
  /** The title is a cautious one: a log-in at this level shows the whole. */
  readonly veiledBelow?: 3 | 4;
  readonly extension?: EventExtension;
  readonly retracted?: { readonly at: string; readonly reason: string };
  readonly seenAt?: string;
}

/** Someone whose cases the person may see. */
export interface CaseParty {
  readonly ref: string;
  readonly kind: 'self' | 'person' | 'organisation';
  readonly name: string;
  /** Ten digits; organisations only. */
  readonly organisation?: string;
  readonly by: 'self' | 'signatory' | 'mandate';
}
