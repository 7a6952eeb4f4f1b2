/** What a service asks of a mandate. One that is sent is always judged, whatever the service asks. */
export interface MandateRule {
  /** A call without a mandate is refused. */
  readonly required: boolean;
  /** At least one of these permissions must be in it; empty: any will do. */
  readonly permissions: readonly string[];
}
