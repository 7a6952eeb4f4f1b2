import type { Page } from '../domain/page.ts';

/** Times in milliseconds since the epoch. */
export interface Organisation {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
}

export interface Impression {
  readonly id: number;
  readonly pageId: number;
  readonly createdAt: number;
}

export interface Rating {
  readonly id: number;
  readonly impressionId: number;
  readonly pageId: number;
  readonly score: number;
  readonly createdAt: number;
}

export interface Average {
  /** Zero where there is no rating. */
  readonly average: number;
  readonly count: number;
}

export interface PageSummary extends Average {
  readonly page: Page;
  readonly organisation: string;
  readonly impressions: number;
  /** How many gave each score, from 1 to 5. */
  readonly scores: readonly number[];
}

export interface FeedbackReader {
  /** The registered organisation with this key. */
  organisationByKey(keyHash: string): Promise<Organisation | undefined>;
  domainOwner(domain: string): Promise<number | undefined>;
  /** The impression and whose page it is of. */
  findImpression(
    id: number,
  ): Promise<{ readonly impression: Impression; readonly organisationId: number } | undefined>;
  average(pageId: number, since: number): Promise<Average>;
  /** By domain and path; `total` counts all that the filter lets through. */
  pages(
    filter: { readonly domain?: string; readonly since: number },
    offset: number,
    limit: number,
  ): Promise<{ readonly pages: readonly PageSummary[]; readonly total: number }>;
}

export interface FeedbackWriter {
  /** All or nothing; `taken` where the name or a domain belongs to a registered organisation. */
  register(
    given: { readonly name: string; readonly domains: readonly string[]; readonly keyHash: string },
    at: number,
  ): Promise<Organisation | 'taken'>;
  /** Takes the key and the domains away; what was collected stays. Answers who it was. */
  unregister(keyHash: string, at: number): Promise<Organisation | undefined>;
  /** The page comes into being with its first impression; the same visitor's second is the first. */
  saveImpression(
    given: {
      readonly organisationId: number;
      readonly page: Page;
      readonly key: string;
      readonly visitor: string;
    },
    at: number,
  ): Promise<Impression>;
  /** One rating for one impression; a second one answers the first. */
  saveRating(impression: Impression, score: number, at: number): Promise<Rating>;
}

export type FeedbackStore = FeedbackReader & FeedbackWriter;
