import type { Policy, Test } from './rules.ts';

/** What lets or stops a call, named so that an administrator finds it. */
export interface RuleReference {
  readonly kind: 'grant' | 'role' | 'policy';
  readonly id: string;
}

/** The rule that is missing, nearest to a permit first: what must be added or changed. */
export type MissingRule =
  | 'trust-mark'
  | 'legal-basis'
  | 'purpose'
  | 'operation'
  | 'validity'
  | 'condition'
  | 'permission'
  | 'resource'
  | 'subject'
  | 'mandate';

export type Decision =
  | { readonly kind: 'permitted'; readonly by: RuleReference; readonly mandate: string | undefined }
  /** A deny policy applies. */
  | { readonly kind: 'forbidden'; readonly by: RuleReference; readonly userReason: Policy['userReason'] }
  | {
      readonly kind: 'denied';
      readonly missing: MissingRule;
      /** The rule that came nearest. */
      readonly nearest: RuleReference | undefined;
      /** The clause of it that does not hold. */
      readonly failed: readonly Test[] | undefined;
      readonly userReason: Policy['userReason'];
    };
