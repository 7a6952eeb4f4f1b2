import { Type } from 'typebox';
import type { DocumentEntry } from '../domain/document.ts';

export const DokumentlistaSvar = Type.Object({
  dokument: Type.Array(
    Type.Object({
      dokumentId: Type.String(),
      filformat: Type.String(),
      rapporteringsperiodTom: Type.String(),
      registreringstidpunkt: Type.String(),
    }),
  ),
});

export function renderDokumentlistaSvar(documents: readonly DocumentEntry[]) {
  return {
    dokument: documents.map((document) => ({
      dokumentId: document.id,
      filformat: document.mediaType,
      rapporteringsperiodTom: document.periodEnd,
      registreringstidpunkt: document.registeredOn,
    })),
  };
}
