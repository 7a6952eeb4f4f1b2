import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChangeKind } from '../domain/change.ts';
import type { SubscriptionAbout, SubscriptionState } from '../domain/subscription.ts';

type List = ColumnType<readonly string[], readonly string[], never>;

interface ChangeTable {
  producer: string;
  /** A transaction id has 64 bits, and is read as text. */
  transaction: Generated<string>;
  number: GeneratedAlways<number>;
  event: string;
  /** Twelve digits; absent where the event is of no organisation. */
  organisation: string | null;
  type: string;
  kind: ChangeKind;
  needs_action: boolean;
  closed: boolean;
  at: Generated<Date>;
}

/** The last change that is kept no longer; one row at most. */
interface ForgottenTable {
  single: Generated<boolean>;
  transaction: string;
  number: number;
}

export interface SubscriptionTable {
  id: string;
  organisation: string;
  client: string | null;
  url: string;
  about: SubscriptionAbout;
  types: List;
  producers: List;
  batch: boolean;
  state: SubscriptionState;
  created_at: Date;
  transaction: string;
  number: number;
  missed: Generated<boolean>;
  due_at: Date;
  lease: string | null;
  leased_until: Date | null;
  tries: Generated<number>;
  tried_transaction: string | null;
  tried_number: number | null;
  problem: string | null;
  delivered_at: Date | null;
}

export interface DeadLetterTable {
  id: string;
  subscription: string;
  message: string;
  content_type: string;
  body: string;
  events: number;
  tries: number;
  problem: string;
  at: Date;
}

/** What those who follow changes have. */
export interface FollowTables {
  change: ChangeTable;
  forgotten: ForgottenTable;
  subscription: SubscriptionTable;
  dead_letter: DeadLetterTable;
}
