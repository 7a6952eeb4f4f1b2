import { type Static, Type } from 'typebox';

const largestInt32 = 2_147_483_647;

export const PageParameters = Type.Object({
  /** From 0. */
  page: Type.Optional(Type.Integer({ minimum: 0, maximum: largestInt32 })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: largestInt32 })),
  /** `attribute[ desc][ ignorecase]`, several separated by commas. */
  sort: Type.Optional(Type.String({ maxLength: 500 })),
});
export type PageParameters = Static<typeof PageParameters>;

export const PageMetadata = Type.Object({
  size: Type.Integer(),
  number: Type.Integer(),
  totalElements: Type.Integer(),
  totalPages: Type.Integer(),
});
export type PageMetadata = Static<typeof PageMetadata>;

const defaultSize = 20;
/** A larger size is asked for in vain: the answer's `page.size` says what it was taken as. */
const largestSize = 1000;

export interface PageAsked {
  /** From 0. */
  readonly number: number;
  readonly size: number;
}

/** The page to answer; whoever names none gets the first 20. */
export function pageAsked({ page = 0, size = defaultSize }: PageParameters = {}): PageAsked {
  return { number: page, size: Math.min(size, largestSize) };
}

export function renderPageMetadata({ number, size }: PageAsked, totalElements: number): PageMetadata {
  return { size, number, totalElements, totalPages: Math.ceil(totalElements / size) };
}
