/** Whose fault an error is: the caller can mend its own, wait for the others. */
export type Fault = 'caller' | 'provider' | 'infrastructure';

/** A problem document, RFC 9457. `detail` says what to mend and holds nothing personal. */
export interface Problem {
  /** Stable: `urn:ena:problem:<room>:<slug>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** Extension: whose fault it is. */
  readonly fault?: Fault;
  /** Extension: one entry for each thing wrong with the input, `pointer` per RFC 6901. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export const problemContentType = 'application/problem+json; charset=utf-8';
