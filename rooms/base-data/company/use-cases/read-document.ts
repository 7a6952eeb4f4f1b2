import type { CompanyReader } from '../store/store.ts';

export type DocumentOutcome =
  | { readonly kind: 'found'; readonly mediaType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'unknown' };

export async function readDocument(
  store: Pick<CompanyReader, 'documentBytes'>,
  id: string,
): Promise<DocumentOutcome> {
  const document = await store.documentBytes(id);
  return document === undefined ? { kind: 'unknown' } : { kind: 'found', ...document };
}
