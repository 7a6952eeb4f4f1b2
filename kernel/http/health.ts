/** What `/health` answers: 200 while calls are served, 503 when they are not. */
export interface Health {
  readonly status: 'ready' | 'degraded' | 'stopping';
  /** One sentence for each thing that is degraded; nothing personal, nothing secret. */
  readonly reasons: readonly string[];
}

/** Answers the sentences of what is degraded; an empty list means that all is well. */
export type Diagnose = () => Promise<readonly string[]> | readonly string[];

export async function healthOf(diagnose: Diagnose, stopping: boolean): Promise<Health> {
  if (stopping) return { status: 'stopping', reasons: ['The service is stopping.'] };
  const reasons = await diagnose();
  return { status: reasons.length === 0 ? 'ready' : 'degraded', reasons };
}
