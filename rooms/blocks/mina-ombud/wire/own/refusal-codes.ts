import type { TemplateState } from '../../domain/template.ts';
import type { TermsFaultKind } from '../../domain/terms-fault.ts';

/** What the published contract's catalogue (`urn:dfm:error`) calls a fault of the terms. */
export const faultCodes: Readonly<Record<TermsFaultKind, string>> = {
  'grantor-invalid': 'fullmaktsgivare.ogiltig',
  'grantor-role-not-allowed': 'fullmaktsgivare.ogiltig_roll',
  'holder-missing': 'fullmaktshavare.saknas',
  'holder-invalid': 'fullmaktshavare.ogiltig',
  'holder-role-not-allowed': 'fullmaktshavare.ogiltig_roll',
  'permission-missing': 'fullmakt.behorighet.ogiltig',
  'permission-unknown': 'fullmakt.behorighet.ogiltig',
  'permission-duplicated': 'fullmakt.behorighet.duplicerad',
  'permission-obligatory': 'fullmakt.behorighet.obligatorisk',
  'end-missing': 'fullmakt.giltighets.tid.saknas',
  'too-long': 'fullmakt.overskriver.max.giltighets.tid',
  'wrong-day': 'fullmakt.ogiltig',
  'limit-not-allowed': 'fullmakt.ogiltig',
  'delegation-not-allowed': 'mall.inte.transportfullmakt',
  'parent-not-delegable': 'fullmakt.otillaten.vidaredelning',
  'parent-not-in-force': 'fullmakt.ogiltig',
  'beyond-parent': 'fullmakt.ogiltig',
};

/** What it calls a template that stands where the operation is not allowed. */
export const templateStateCodes: Readonly<Record<TemplateState, string>> = {
  draft: 'mall.utkast',
  published: 'mall.publicerad',
  unpublished: 'mall.avpublicerad',
  blocked: 'mall.sparrad',
};

/** What it calls the other refusals of ours, by our own name for them. */
export const refusalCodes = {
  'unknown-template': 'mall.saknas',
  'template-not-usable': 'mall.ogiltig',
  'template-content': 'mall.ogiltig',
  'template-changed': 'mall.ogiltig',
  'unknown-mandate': 'fullmakt.saknas',
  'unknown-proposal': 'fullmakt.saknas',
  'step-not-open': 'fullmakt.konflikt',
  'step-not-yours': 'anvandare.obehorig',
  'not-representative': 'anvandare.obehorig',
  'not-a-handler': 'anvandare.obehorig',
  'changed-meanwhile': 'fullmakt.konflikt',
  'key-reused': 'fullmakt.konflikt',
  'already-signed': 'fullmakt.konflikt',
  'signature-refused': 'fullmakt.underskrift.ogiltig',
  'no-signatories': 'fullmakt.signatarer.saknas',
  'no-signatory': 'fullmakt.signatar.fysisk_person.ogiltig',
} as const;
