/** What broke on our side. The kernel answers and logs the cause; the audit trail still names the client. */
export interface Failed {
  readonly kind: 'failed';
  readonly cause: unknown;
  /** As in `Unproven`. */
  readonly claimed?: string;
}

/** The outcome of what a proven client asked for, or that it broke. */
export async function calledBy<Outcome>(
  provenClient: string,
  work: () => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome | Failed; readonly provenClient: string }> {
  try {
    return { outcome: await work(), provenClient };
  } catch (cause) {
    return { outcome: { kind: 'failed', cause }, provenClient };
  }
}
