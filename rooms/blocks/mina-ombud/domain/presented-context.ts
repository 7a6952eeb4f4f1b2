/** A signed context that someone shows: what is read of it, and what was signed. */
export interface PresentedContext {
  readonly relyingParty: string;
  readonly mandates: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly payload: object;
  readonly signature: unknown;
}
