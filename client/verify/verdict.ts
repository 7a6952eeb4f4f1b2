/** A sentence for people, in both languages of the project. */
export interface Text {
  readonly sv: string;
  readonly en: string;
}

/** One thing that was checked. */
export interface Check {
  /** Stable; the name that tests, scripts and the command line use. */
  readonly id: CheckId;
  readonly title: Text;
  /** `'warning'`: nothing is wrong, but something is left for the reader to judge. */
  readonly ok: boolean | 'warning';
  /** True when the check could not be made because an earlier one failed; then `ok` is false. */
  readonly skipped?: true;
  readonly detail: Text;
}

export type CheckId =
  | 'file-form'
  | 'record-form'
  | 'leaf-hash'
  | 'inclusion'
  | 'consumer-trust'
  | 'provider-trust'
  | 'anchor'
  | 'checkpoint'
  | 'witness'
  | 'request-signature'
  | 'request-content'
  | 'response-signature'
  | 'response-content';

/** What the record claims. Proven only if the verdict is ok; otherwise merely what the file says. */
export interface Summary {
  /** Whose record this is. */
  readonly role: 'consumer' | 'provider';
  readonly exchangeId: string;
  /** `name` is set by the superior in the trust chain, and known only when that chain holds. */
  readonly consumer: { readonly orgnr: string; readonly name: string | undefined; readonly system: string };
  readonly provider: { readonly orgnr: string; readonly name: string | undefined; readonly service: string };
  /** Method and path template: `POST /organisationer`. */
  readonly operation: string;
  /** When the owner of the record received the request, RFC 3339 with Sweden's offset. */
  readonly when: string;
  readonly purpose: string;
  readonly legalBasis: string;
  /** Whether the request named a person or company concerned. Who it was stays in the record. */
  readonly hasSubject: boolean;
  readonly outcome: 'answered' | 'refused' | 'no-answer';
  /** HTTP status of the signed answer, if there is one. */
  readonly status: number | undefined;
  /** When the witness saw the log that holds the record, RFC 3339 with Sweden's offset. */
  readonly timeStamp: string | undefined;
}

/** The outcome of verifying one evidence file. */
export interface Verdict {
  /** True when no check failed; warnings may remain. */
  readonly ok: boolean;
  /** Absent when the record could not be read. */
  readonly summary: Summary | undefined;
  /** In the order in which they were made. */
  readonly checks: readonly Check[];
  /** The first check that failed: what to tell a person first. */
  readonly firstProblem: Check | undefined;
}
