import type { Generated } from 'kysely';

export interface WitnessedLogTable {
  origin: string;
  origin_hash: string;
  organisation_number: string;
  size: number;
  root: Uint8Array;
  checkpoint: string;
  /** Milliseconds since the epoch, as is `seen_at` below. */
  cosigned_at: number;
}

export interface InconsistencyTable {
  id: string;
  origin: string;
  kind: 'fork' | 'unproven';
  size: number;
  root: Uint8Array;
  checkpoint: string;
  against: string | null;
  seen_at: number;
  settled: Generated<boolean>;
}

export interface TraceabilityTables {
  witnessed_log: WitnessedLogTable;
  inconsistency: InconsistencyTable;
}
