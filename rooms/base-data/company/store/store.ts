import type { DocumentEntry } from '../domain/document.ts';
import type { IdentityKind } from '../domain/identity.ts';
import type { Registration } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';

export type BulkKind = 'bolagsverket' | 'scb';

/** How far an import of one delivery has come. */
export interface ImportRun {
  readonly kind: BulkKind;
  /** Names the delivery, not the file's name. */
  readonly fingerprint: string;
  /** The next record begins at this byte of the file, on this line (the header is line 1). */
  readonly nextByte: number;
  readonly nextLine: number;
  readonly rows: number;
  readonly rejected: number;
  /** Length of the report of rejected rows that belongs to this point. */
  readonly reportBytes: number;
  readonly finished: boolean;
}

/** A step of an import: the run as it was and as it is once the rows are in. */
export interface ImportStep {
  readonly from: ImportRun;
  readonly to: ImportRun;
}

/** `overtaken`: another process has moved the same run on; nothing was written. */
export type StepOutcome = 'saved' | 'overtaken';

/** A name that was found. */
export interface NameHit {
  readonly number: string;
  readonly kind: IdentityKind;
  readonly name: string;
}

export interface CompanyReader {
  /** All registrations of one identity by name-protection number; an empty list where there is none. */
  registrations(identity: string): Promise<readonly Registration[]>;
  /** `undefined` where the statistical register has no such identity. */
  statisticsEntry(identity: string): Promise<StatisticsEntry | undefined>;
  /** Newest financial year first. */
  documents(identity: string): Promise<readonly DocumentEntry[]>;
  documentBytes(id: string): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | undefined>;
  /** Organisations whose name begins with the text, in the order of names, each number once. Never persons. */
  findByName(text: string, limit: number): Promise<readonly NameHit[]>;
  /** The run of this delivery, wherever it stopped; `undefined` if it never began. */
  importRun(kind: BulkKind, fingerprint: string): Promise<ImportRun | undefined>;
}

export interface CompanyWriter {
  /**
   * Takes the rows of the public sector's table if this version is newer than the one taken before; answers
   * whether it did. A row that a bulk file has brought is never overwritten. Several processes may call at once.
   */
  seedPublicSector(version: number, entries: readonly StatisticsEntry[]): Promise<boolean>;
  /** Adds entries of the statistical register whose number has none yet. */
  addMissing(entries: readonly StatisticsEntry[]): Promise<void>;
  /** Begins a run, or begins it again from the start. */
  beginImport(run: ImportRun): Promise<void>;
  /**
   * Rows and the run's new place in one transaction: after a crash the run stands where the rows do. A row with
   * a key that is there already replaces it. No two rows of one call share a key.
   */
  saveRegistrations(rows: readonly Registration[], step: ImportStep): Promise<StepOutcome>;
  saveStatistics(rows: readonly StatisticsEntry[], step: ImportStep): Promise<StepOutcome>;
  /** `false` where the id is taken. */
  addDocument(document: DocumentEntry, bytes: Uint8Array): Promise<boolean>;
}
