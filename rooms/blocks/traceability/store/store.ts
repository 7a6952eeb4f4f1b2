import type { Inconsistency } from '../domain/inconsistency.ts';
import type { WitnessedLog } from '../domain/witnessed-log.ts';

/** The head that a new one is to follow: what the request was judged against. */
export interface ExpectedHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface KeptInconsistency extends Inconsistency {
  readonly id: string;
  /** The operator has dealt with it. */
  readonly settled: boolean;
}

export interface Slice<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Every read sees what was written before it began. */
export interface WitnessReader {
  find(origin: string): Promise<WitnessedLog | undefined>;
  /** By the lower-case hex SHA-256 of the origin, as C2SP's monitoring path names a log. */
  findByHash(originHash: string): Promise<WitnessedLog | undefined>;
  /** Ordered by origin. */
  list(offset: number, limit: number): Promise<Slice<WitnessedLog>>;
  /** Newest first. */
  inconsistencies(offset: number, limit: number): Promise<Slice<KeptInconsistency>>;
  /** Forks not settled, and unproven growth seen after the log was last accepted. */
  openMatters(): Promise<readonly Pick<KeptInconsistency, 'origin' | 'kind'>[]>;
}

export interface WitnessWriter {
  /**
   * The witness's one rule of atomicity: in one statement, replaces the head of the log only if it is still
   * `expected` (`undefined`: only if there is none yet). `overtaken` means that another request came first and
   * nothing was changed; the cosignature made for this one must then never leave. Durable when it resolves.
   */
  advance(next: WitnessedLog, expected: ExpectedHead | undefined): Promise<'advanced' | 'overtaken'>;
  /**
   * Keeps evidence once for each (origin, size, root, kind): sending a checkpoint again adds nothing, so only the
   * holder of a log's key can make this table grow. `true` if it is new.
   */
  keep(inconsistency: Inconsistency & { readonly id: string }): Promise<boolean>;
  /** `false` if there is none with this id. */
  settle(id: string): Promise<boolean>;
}

export type WitnessStore = WitnessReader & WitnessWriter;
