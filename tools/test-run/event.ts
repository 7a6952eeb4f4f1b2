/** One finished test or suite, as the reporter writes it: one JSON object on each line. */
export interface TestEvent {
  readonly event: 'pass' | 'fail';
  readonly name: string;
  readonly nesting: number;
  readonly line: number;
  readonly ms: number;
  /** Set when the test was skipped or is still to do; the text says why, if the test says so. */
  readonly skipped?: string;
  /** The test failed only because a test inside it did. */
  readonly inherited?: boolean;
  readonly error?: string;
}

/** The last line of a file that ran to its end. */
export interface EndEvent {
  readonly event: 'end';
}
