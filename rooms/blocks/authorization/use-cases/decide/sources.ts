import type { EntityRef } from '../../domain/decision/question.ts';
import type { Mandate } from '../../domain/decision/rules.ts';

/** Who may act for whom. */
export interface MandateSource {
  /** Live mandates from the grantor to the holder. */
  mandatesBetween(grantor: EntityRef, holder: EntityRef): Promise<readonly Mandate[]>;
}

/** Until a room that keeps mandates offers one: nobody has any, so whoever acts for another is refused. */
export const noMandates: MandateSource = { mandatesBetween: async () => [] };

/** Which trust marks an entity of the federation has now, verified. */
export interface TrustMarkSource {
  trustMarksOf(entityId: string): Promise<readonly string[]>;
}

export const noTrustMarks: TrustMarkSource = { trustMarksOf: async () => [] };

/** The marks that the trust framework finds; it keeps its answers itself. */
export function trustMarksFrom(
  resolve: (
    entityId: string,
  ) => Promise<{ readonly trustMarks: readonly { readonly type: string }[] } | undefined>,
): TrustMarkSource {
  return {
    trustMarksOf: async (entityId) => ((await resolve(entityId))?.trustMarks ?? []).map(({ type }) => type),
  };
}
