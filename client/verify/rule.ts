import type { Bytes } from '@ena/kernel/trace/bytes.ts';
import type { ParsedTlogProof } from '@ena/kernel/trace/tlog-proof.ts';
import type { Vkey } from '@ena/kernel/trace/vkey.ts';
import type { EvidenceFile } from './evidence-file.ts';
import type { EvidenceRecord } from './evidence-record.ts';
import type { TrustedParty } from './trusted-party.ts';
import type { CheckId, Text } from './verdict.ts';

/** What the rules have established so far. A later rule sees only what the ones before it proved. */
export interface Findings {
  readonly file: EvidenceFile;
  readonly record: EvidenceRecord;
  readonly leafHash: Bytes;
  readonly proof: ParsedTlogProof;
  readonly consumer: TrustedParty;
  readonly provider: TrustedParty;
  /** The one of the two whose record it is. */
  readonly owner: TrustedParty;
  /** The log's own key, from the owner's trust chain. */
  readonly logKey: Vkey;
  /** When the witness saw the log, milliseconds since the epoch. */
  readonly timeStamp: number;
}

/** What the caller of the verification says. */
export interface Terms {
  /** RFC 7638 SHA-256 thumbprints, base64url, of the anchor keys that the caller trusts. Empty: none named. */
  readonly anchorThumbprints: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Finding =
  | { readonly ok: true | 'warning'; readonly detail: Text; readonly adds?: Partial<Findings> }
  | { readonly ok: false; readonly detail: Text };

/** One row of the table in verify-evidence.ts. It runs only when everything it needs has been established. */
export interface Rule {
  readonly id: CheckId;
  readonly title: Text;
  readonly needs: readonly (keyof Findings)[];
  readonly run: (known: Partial<Findings>, terms: Terms, fileText: string) => Promise<Finding>;
}

interface TypedRule<Need extends keyof Findings> {
  readonly id: CheckId;
  readonly title: Text;
  readonly needs: readonly Need[];
  readonly run: (known: Pick<Findings, Need>, terms: Terms, fileText: string) => Promise<Finding>;
}

/** Declares a rule; what it needs is typed as present, because the runner skips it otherwise. */
export function rule<Need extends keyof Findings>(typed: TypedRule<Need>): Rule {
  return { ...typed, run: (known, terms, text) => typed.run(known as Pick<Findings, Need>, terms, text) };
}

export function passed(sv: string, en: string, adds: Partial<Findings> = {}): Finding {
  return { ok: true, detail: { sv, en }, adds };
}

export function warned(sv: string, en: string, adds: Partial<Findings> = {}): Finding {
  return { ok: 'warning', detail: { sv, en }, adds };
}

export function failed(sv: string, en: string): Finding {
  return { ok: false, detail: { sv, en } };
}
