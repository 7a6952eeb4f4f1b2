import type { GrantorRole, LimitKind, Permission } from './party.ts';

export interface TemplatePermission extends Permission {
  /** Whoever uses the template must grant it. */
  readonly obligatory: boolean;
}

export interface TemplateContent {
  readonly title: string;
  readonly description: string;
  readonly grantorRoles: readonly GrantorRole[];
  readonly holderRoles: readonly ('person' | 'organisation')[];
  readonly permissions: readonly TemplatePermission[];
  readonly longestMonths?: number;
  readonly endRequired: boolean;
  readonly mayDelegate: boolean;
  readonly limits: readonly LimitKind[];
  readonly byLaw: readonly ('custody' | 'guardian' | 'administrator')[];
}

export type TemplateState = 'draft' | 'published' | 'unpublished' | 'blocked';
export type TemplateStep = 'publish' | 'unpublish' | 'block' | 'unblock';

/** What a mandate made from it may say. Without `owner` it is a national one. */
export interface Template {
  readonly id: string;
  readonly version: number;
  readonly owner?: string;
  readonly adoptedFrom?: { readonly id: string; readonly version: number };
  readonly state: TemplateState;
  readonly content: TemplateContent;
  readonly revision: number;
  /** Steps that the caller may take now, and `revise`. */
  readonly mayDo: readonly string[];
}

export interface RelyingParty {
  readonly orgnr: string;
  readonly name: string;
}
