import type { EntityRef, Json, Properties } from './question.ts';

/** What compares two values. Both sides must be of the kind that it compares, or the outcome is unknown. */
export type Operator =
  | 'equals'
  | 'in'
  | 'contains'
  | 'intersects'
  | 'less-than'
  | 'at-most'
  | 'more-than'
  | 'at-least'
  | 'before'
  | 'after'
  | 'starts-with';

/** `subject.id`, `resource.properties.owner`, `action.name`, `context.time` … split at its points. */
export type AttributePath = readonly string[];

/** One thing that can be true of a question. */
export type Test = { readonly negated: boolean } & (
  | {
      readonly kind: 'compare';
      readonly attribute: AttributePath;
      readonly operator: Operator;
      readonly right: { readonly value: Json } | { readonly attribute: AttributePath };
    }
  | { readonly kind: 'exists'; readonly attribute: AttributePath }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'relation'; readonly relation: string }
  | { readonly kind: 'trust-mark'; readonly trustMark: string }
);

/** A rule with conditions. All clauses must hold; a clause holds if one of its tests does. */
export interface Policy {
  readonly id: string;
  readonly effect: 'permit' | 'deny';
  readonly subjectType?: string;
  readonly resourceType?: string;
  readonly actions?: readonly string[];
  readonly clauses: readonly (readonly Test[])[];
  /** What a person who is refused is told. */
  readonly userReason?: { readonly sv: string; readonly en: string };
}

export interface PolicySet {
  readonly name: string;
  readonly description: string;
  readonly policies: readonly Policy[];
  /** The actions that exist on a type, for a search that no other rule names them for. */
  readonly resourceTypes: readonly { readonly type: string; readonly actions: readonly string[] }[];
}

export interface Permission {
  readonly resourceType: string;
  /** Absent: every resource of the type. */
  readonly resourceId?: string;
  readonly actions: readonly string[];
}

export interface Role {
  readonly name: string;
  readonly description: string;
  /** Whoever holds this role holds these as well. */
  readonly includes: readonly string[];
  readonly permissions: readonly Permission[];
}

export interface GrantedOperation {
  readonly action: string;
  /** Template that `action.properties.path` must match: `/dokument/{id}`. */
  readonly path?: string;
}

/** What one agreement lets a subject do with a resource. */
export interface Grant {
  readonly subject: EntityRef;
  readonly resource: { readonly type: string; readonly id?: string };
  readonly operations: readonly GrantedOperation[];
  /** Absent: no purpose need be stated. The same holds for the legal bases and the marks. */
  readonly purposes?: readonly string[];
  readonly legalBases?: readonly string[];
  readonly trustMarks?: readonly string[];
  /** Milliseconds since the epoch; from (inclusive) and to (exclusive). */
  readonly validFrom: number;
  readonly validTo?: number;
  readonly agreement: string;
}

/** What we ourselves know about an entity. */
export interface RegisteredEntity extends EntityRef {
  readonly properties: Properties;
  /** Groups, organisations or parents: what is said of them is said of this one too. */
  readonly memberOf: readonly EntityRef[];
  readonly roles: readonly { readonly role: string; readonly resource?: EntityRef }[];
  readonly relations: readonly { readonly relation: string; readonly object: EntityRef }[];
}

export interface RuleValues {
  readonly 'policy-set': PolicySet;
  readonly role: Role;
  readonly grant: Grant;
  readonly entity: RegisteredEntity;
}

export type RuleKind = keyof RuleValues;

/** One rule of any kind, as the index takes it. */
export type Rule = {
  [Kind in RuleKind]: { readonly kind: Kind; readonly id: string; readonly value: RuleValues[Kind] };
}[RuleKind];

/** That `holder` may act for `grantor`. */
export interface Mandate {
  readonly id: string;
  readonly grantor: EntityRef;
  readonly holder: EntityRef;
  /** Absent: everything that the grantor may do. */
  readonly actions?: readonly string[];
  readonly resourceType?: string;
}
