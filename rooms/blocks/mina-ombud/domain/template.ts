import type { GrantorRole, Permission } from './mandate.ts';

export type TemplateState = 'draft' | 'published' | 'unpublished' | 'blocked';

/** Kinds of holder that a template allows. */
export type HolderRole = 'person' | 'organisation';

export interface TemplatePermission extends Permission {
  /** Whoever uses the template must grant it. */
  readonly obligatory: boolean;
}

/** What a mandate made from the template may say. Changed only as a draft; each publication is a version. */
export interface TemplateContent {
  readonly title: string;
  readonly description: string;
  readonly grantorRoles: readonly GrantorRole[];
  readonly holderRoles: readonly HolderRole[];
  readonly permissions: readonly TemplatePermission[];
  /** Longest validity in months; absent: no limit. */
  readonly longestMonths?: number;
  /** Whether a last day must be given. */
  readonly endRequired: boolean;
  /** Whether the holder may pass it on, where the grantor says so. */
  readonly mayDelegate: boolean;
  /** Which limits may be set. */
  readonly limits: readonly ('case' | 'property' | 'unit')[];
  /** Relations of the population register that give these permissions by law, without anyone's signature. */
  readonly byLaw: readonly ('custody' | 'guardian' | 'administrator')[];
}

export interface Template {
  /** UUID. */
  readonly id: string;
  readonly version: number;
  /** The relying party; `undefined` for a national template, which any relying party may adopt. */
  readonly owner: string | undefined;
  /** For an adopted one: the national template and the version of it that was adopted. */
  readonly adoptedFrom?: { readonly id: string; readonly version: number };
  readonly state: TemplateState;
  readonly content: TemplateContent;
  readonly revision: number;
}
