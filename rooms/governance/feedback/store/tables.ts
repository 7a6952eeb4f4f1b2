import type { Generated } from 'kysely';

export interface OrganisationTable {
  id: Generated<number>;
  name: string;
  /** Null once the organisation is unregistered. */
  key_hash: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface DomainTable {
  name: string;
  organisation_id: number;
}

export interface PageTable {
  id: Generated<number>;
  /** Digest of all that makes it this page. */
  key: string;
  organisation_id: number;
  domain: string;
  path: string;
  name: string;
  html_id: string;
  tags: string[];
  labels: string[];
}

export interface ImpressionTable {
  id: Generated<number>;
  page_id: number;
  /** Says only whether two impressions of one day are one visitor's; its key is never stored. */
  visitor: string;
  created_at: Date;
}

export interface RatingTable {
  id: Generated<number>;
  impression_id: number;
  page_id: number;
  score: number;
  created_at: Date;
}

export interface FeedbackTables {
  organisation: OrganisationTable;
  domain: DomainTable;
  page: PageTable;
  impression: ImpressionTable;
  rating: RatingTable;
}
