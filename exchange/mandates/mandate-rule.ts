import type { MandateContext } from '../wire/mandate-context.ts';

/** What a service asks of a mandate. One that is sent is always judged, whatever the service asks. */
export interface MandateRule {
  /** A call without a mandate is refused. */
  readonly required: boolean;
  /**
   * At least one of these permissions must be in it; empty: any will do. A code is a relying party's own word, and the
   * consumer may be that party: where its word is not enough, name whose code it is, `2021005489/bygglov.ansok`.
   */
  readonly permissions: readonly string[];
}

const named = /^[0-9]{10}\//;

/** Whether the context holds one of the permissions that the rule asks for. */
export function suffices(
  { relyingParty, codes }: Pick<MandateContext, 'relyingParty' | 'codes'>,
  { permissions }: MandateRule,
): boolean {
  if (permissions.length === 0) return true;
  return permissions.some((wanted) =>
    codes.some((code) => wanted === (named.test(wanted) ? `${relyingParty}/${code}` : code)),
  );
}
