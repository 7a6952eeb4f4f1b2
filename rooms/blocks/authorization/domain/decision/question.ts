/** What a property may hold: anything JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | Properties;

export interface Properties {
  readonly [name: string]: Json;
}

/** Whoever or whatever a rule can name. The id is unique within the type. */
export interface EntityRef {
  readonly type: string;
  readonly id: string;
}

/** An entity as the caller describes it. */
export interface DescribedEntity extends EntityRef {
  readonly properties: Properties;
}

export interface Action {
  readonly name: string;
  readonly properties: Properties;
}

/** May this subject do this with that resource, now and for this reason? */
export interface Question {
  readonly subject: DescribedEntity;
  readonly action: Action;
  readonly resource: DescribedEntity;
  readonly context: Properties;
  readonly purpose: string | undefined;
  readonly legalBasis: string | undefined;
  /** For whom the subject acts, where it does not act for itself. */
  readonly onBehalfOf: EntityRef | undefined;
  /** Our own clock in milliseconds, never the caller's. */
  readonly at: number;
}

/** One text for each entity, to index by. U+0000 cannot be stored, so no type or id contains it. */
export function entityKey({ type, id }: EntityRef): string {
  return `${type}\u0000${id}`;
}
