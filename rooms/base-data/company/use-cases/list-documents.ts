import type { DocumentEntry } from '../domain/document.ts';
import type { Identity } from '../domain/identity.ts';
import type { CompanyReader } from '../store/store.ts';

export interface DocumentsOutcome {
  readonly kind: 'listed';
  readonly documents: readonly DocumentEntry[];
}

/** The annual reports filed digitally, newest year first; an organisation without any has an empty list. */
export async function listDocuments(
  store: Pick<CompanyReader, 'documents'>,
  identity: Identity,
): Promise<DocumentsOutcome> {
  return { kind: 'listed', documents: await store.documents(identity.number) };
}
