/** A text for people in both languages; without English the Swedish is shown. */
export interface Wording {
  readonly sv: string;
  readonly en?: string;
}

/** What its customer has to do. */
export interface ToDo {
  readonly text: Wording;
  /** Milliseconds since the epoch; the last moment. */
  readonly due?: number;
  /** https; where it is done. */
  readonly link?: string;
}

export interface EventLink {
  readonly text: Wording;
  /** https. */
  readonly url: string;
}

/** A document that stays with its producer: only where it is and what it is. */
export interface Attachment {
  readonly name: string;
  /** https. */
  readonly url: string;
  readonly mediaType: string;
  readonly bytes?: number;
  /** Of the file, in hex. */
  readonly sha256?: string;
}

/** What a weaker log-in is shown instead of title and description. */
export interface Veil {
  /** The weakest log-in that sees the whole. */
  readonly fromLoa: 3 | 4;
  readonly title: Wording;
}

/** What a producer may tell beyond the standard; no part of the standard's answers. */
export interface EventExtension {
  readonly toDo?: ToDo;
  readonly links?: readonly EventLink[];
  /** How far the case has come, 0–100. */
  readonly progress?: number;
  readonly attachments?: readonly Attachment[];
  readonly veil?: Veil;
}

/** A mistake taken back: the event stays, and says so. */
export interface Retraction {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}
