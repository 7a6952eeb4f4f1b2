import type { DatabaseSync } from 'node:sqlite';
import type { EvidenceStore } from './evidence-store.ts';
import type { ExchangeRecord } from './record.ts';

/** One self-contained file; `client/verify` checks it offline and says what each part must fulfil. */
export interface EvidenceFile {
  readonly format: 'ena-evidence/1';
  /** base64 of the record's bytes, exactly as they were logged. */
  readonly record: string;
  /** base64 */
  readonly salt: string;
  readonly index: number;
  /** https://c2sp.org/tlog-proof */
  readonly proof: string;
  /** Leaf, subordinate statement, anchor, for each party. */
  readonly trust: { readonly consumer: readonly string[]; readonly provider: readonly string[] };
}

export type Exported =
  | { readonly kind: 'exported'; readonly file: EvidenceFile }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export async function exportEvidence(
  evidence: EvidenceStore,
  db: DatabaseSync,
  exchangeId: string,
): Promise<Exported> {
  const indexed = evidence.find(exchangeId);
  if (!indexed) return { kind: 'unknown' };
  const opened = evidence.open(indexed.logIndex);
  if (opened.kind === 'unreadable') return opened;
  const proof = await evidence.log.proof(indexed.logIndex);
  if (!proof.ok)
    return {
      kind: 'unreadable',
      reason: proof.error.kind === 'refused' ? proof.error.reason : proof.error.sentence,
    };
  const trust = chains(db, opened.record);
  if (!trust) return { kind: 'unreadable', reason: 'a statement that the record names is missing' };
  return {
    kind: 'exported',
    file: {
      format: 'ena-evidence/1',
      record: opened.recordBytes.toString('base64'),
      salt: opened.salt.toString('base64'),
      index: indexed.logIndex,
      proof: proof.value,
      trust,
    },
  };
}

function chains(db: DatabaseSync, record: ExchangeRecord): EvidenceFile['trust'] | undefined {
  const statement = db.prepare('select jwt from statement where sha256 = ?');
  const read = (hash: string) => (statement.get(hash) as { jwt: string } | undefined)?.jwt;
  const consumer = record.statements.consumer.map(read);
  const provider = record.statements.provider.map(read);
  return isComplete(consumer) && isComplete(provider) ? { consumer, provider } : undefined;
}

function isComplete(chain: (string | undefined)[]): chain is string[] {
  return chain.every((jwt) => jwt !== undefined);
}
