import type { ImportOutcome, ImportRequest } from './import/import-delivery.ts';
import type { NameHit } from './store/store.ts';
import type { FindOrganisationOutcome } from './use-cases/find-organisation.ts';
import type { FindSignatoriesOutcome } from './use-cases/find-signatories.ts';
import type { FiledDocument, ImportDocumentOutcome } from './use-cases/import-document.ts';

/** What `context.room('base-data/company')` gives other rooms, and `OpenRoom.offer` the program that opened it. */
export interface CompanyOffer {
  /** By number in any written form: `212000-0829`, `2120000829`, `162120000829`. */
  findOrganisation(number: string): Promise<FindOrganisationOutcome>;
  /** Who may sign for an organisation, and how many of them together. In the sandbox some are fictitious. */
  findSignatories(number: string): Promise<FindSignatoriesOutcome>;
  /** Numbers of the organisations that a person (twelve digits) is a signatory of. */
  organisationsSignedBy(personalNumber: string): Promise<readonly string[]>;
  /** `undefined` while it cannot be told, because the number is unknown or a register is away. */
  isPublicSector(number: string): Promise<boolean | undefined>;
  /** Organisations whose name begins with the text, at most `limit` (1–100). Persons are never listed. */
  findByName(text: string, limit: number): Promise<readonly NameHit[]>;
  importDocument(filed: FiledDocument): Promise<ImportDocumentOutcome>;
  /** For operators: takes a published bulk file in, resuming an import of it that broke off. */
  importBulkFile(request: ImportRequest): Promise<ImportOutcome>;
}
