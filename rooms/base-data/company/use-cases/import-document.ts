import { uuidv7 } from '@ena/kernel/id.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { parseCalendarDate } from '../domain/calendar-date.ts';
import { looksLikeZip } from '../domain/document.ts';
import { type IdentityFault, parseIdentity } from '../domain/identity.ts';
import type { CompanyWriter } from '../store/store.ts';

/** A filed annual report to take in. Dates are `YYYY-MM-DD`. */
export interface FiledDocument {
  readonly identity: string;
  readonly periodEnd: string;
  readonly registeredOn: string;
  /** A zip with one or more iXBRL files. */
  readonly bytes: Uint8Array;
}

export type ImportDocumentOutcome =
  | { readonly kind: 'stored'; readonly id: string }
  | { readonly kind: 'wrong-identity'; readonly fault: IdentityFault }
  | { readonly kind: 'wrong-date'; readonly field: 'periodEnd' | 'registeredOn' }
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'too-large'; readonly mostBytes: number };

export interface ImportDocumentTools {
  readonly store: Pick<CompanyWriter, 'addDocument'>;
  readonly clock: Clock;
  readonly mostBytes: number;
}

/** Takes one report in under a new id. The organisation need not be known yet: its row may come later. */
export async function importDocument(
  tools: ImportDocumentTools,
  filed: FiledDocument,
): Promise<ImportDocumentOutcome> {
  const identity = parseIdentity(filed.identity);
  if (!identity.ok) return { kind: 'wrong-identity', fault: identity.error };
  const periodEnd = parseCalendarDate(filed.periodEnd);
  if (periodEnd === undefined) return { kind: 'wrong-date', field: 'periodEnd' };
  const registeredOn = parseCalendarDate(filed.registeredOn);
  if (registeredOn === undefined) return { kind: 'wrong-date', field: 'registeredOn' };
  if (filed.bytes.length > tools.mostBytes) return { kind: 'too-large', mostBytes: tools.mostBytes };
  if (!looksLikeZip(filed.bytes)) return { kind: 'not-a-zip' };
  const id = `${uuidv7(tools.clock.now())}_paket`;
  const document = { id, identity: identity.value, mediaType: 'application/zip', periodEnd, registeredOn };
  if (!(await tools.store.addDocument(document, filed.bytes)))
    throw new Error('a fresh document id was taken');
  return { kind: 'stored', id };
}
